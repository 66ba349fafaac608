"""Making PDFs: the one file that touches WeasyPrint and pyHanko.

A rendering reads the packaged fonts, the sheet and the two drawings beside the template, all given in memory, and
nothing else: no file, no network, whatever a text says.
"""

from __future__ import annotations

import importlib.resources
import io
import os
import re
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from council_flow.publication.finishing import finish
from council_flow.publication.printing import Printed
from council_flow.settings import Settings, shared_folder

FONTS = {
    "fonts:NotoSerif": ("fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf"),
    "fonts:NotoSerif-Italic": ("fontpkg_noto_serif", "NotoSerif-Italic[wdth,wght].ttf"),
    "fonts:NotoSans": ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    "fonts:Amiri": ("fontpkg_amiri", "Amiri-Regular.ttf"),
    "fonts:Amiri-Bold": ("fontpkg_amiri", "Amiri-Bold.ttf"),
}
"""Addresses in print.css, with the packages and files that stand behind them."""

DRAWINGS = ("mark.svg", "beads.svg")
QR = "print:qr.svg"
FIELD = "Council"
"""Name of the field that holds the signature."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def render(printed: Printed) -> bytes:
    """Return the PDF of a document: PDF/A-3a, tagged, finished. The same document gives the same bytes."""
    pictures = {QR: _qr(printed.address)} if printed.address else {}
    return to_pdf(to_html(printed), pictures)


def to_html(printed: Printed) -> str:
    """Return the page that is set, with its sheet in it."""
    return _environment().get_template("document.html").render(doc=printed, sheet=_sheet(), qr=QR)


def to_pdf(html: str, pictures: dict[str, bytes] | None = None) -> bytes:
    """Set a page. ``pictures`` maps addresses in it to SVG drawings.

    Raises:
        weasyprint.urls.FatalURLFetchingError: the page asks for anything else.
    """
    # The font subsetter stamps the time of the run into variable fonts unless it is told one.
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    from weasyprint import HTML  # noqa: PLC0415 - slow to import; only a worker sets pages
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - as above

    page = HTML(string=html, base_url=None, url_fetcher=fetcher(pictures or {}))
    with warnings.catch_warnings():  # WeasyPrint leaves the file of its colour profile to be closed by chance
        warnings.simplefilter("ignore", ResourceWarning)
        raw = page.write_pdf(pdf_variant="pdf/a-3a", font_config=FontConfiguration())
    return finish(raw)


def fetcher(pictures: dict[str, bytes]) -> Any:
    """Return what answers WeasyPrint's questions: from memory, with the packaged fonts, the drawings and ``pictures``."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415 - as above

    held = {**_packaged(), **pictures}

    class Held(URLFetcher):
        """Answers from memory; refuses everything else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url not in held:
                raise FatalURLFetchingError(f"a printed page asked for {url[:200]}")
            kind = "image/svg+xml" if url.endswith(".svg") else "font/ttf"
            return URLFetcherResponse(url, held[url], {"Content-Type": kind})

    return Held(allowed_protocols=())


@cache
def _packaged() -> dict[str, bytes]:
    fonts = {
        address: importlib.resources.files(package).joinpath("files", name).read_bytes()
        for address, (package, name) in FONTS.items()
    }
    return fonts | {f"print:{name}": (_folder() / name).read_bytes() for name in DRAWINGS}


def _folder() -> Path:
    return shared_folder("templates") / "print"


@cache
def _sheet() -> str:
    return _COMMENT.sub("", (_folder() / "print.css").read_text(encoding="utf-8"))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_folder()), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


def _qr(address: str) -> bytes:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=0, dark="#141b26", omitsize=True)
    return drawn.getvalue()


def signs(settings: Settings) -> bool:
    """Answer whether a certificate is set that signs PDFs."""
    return bool(settings.signing_file)


def sign(pdf: bytes, settings: Settings) -> bytes:
    """Return the PDF with the council's PAdES signature, which admits no later change.

    Raises:
        ValueError: the signing file cannot be opened with its password.
    """
    # Slow to import, and only a worker signs.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign import fields, signers  # noqa: PLC0415

    class Unchanged(IncrementalPdfFileWriter):
        """Adds the signature alone. The library would rewrite the metadata, with the PDF/UA schema in another form."""

        def _update_meta(self) -> None:
            return

    load: Any = signers.SimpleSigner.load_pkcs12
    signer = load(settings.signing_file, passphrase=settings.signing_password.encode())
    if signer is None:
        raise ValueError("SIGNING_FILE cannot be opened with SIGNING_PASSWORD")
    # Without appearance and beyond the page: PDF/A forbids hiding it, PDF/UA asks for no tag out there.
    unseen = fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    about = signers.PdfSignatureMetadata(
        field_name=FIELD, subfilter=fields.SigSeedSubFilter.PADES, certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )  # fmt: skip
    out = io.BytesIO()
    signers.sign_pdf(
        Unchanged(io.BytesIO(pdf)), about, signer=signer, output=out,
        new_field_spec=fields.SigFieldSpec(FIELD, invis_sig_settings=unseen),
    )  # fmt: skip
    return out.getvalue()
