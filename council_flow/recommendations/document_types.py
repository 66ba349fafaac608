"""What a handed-in file is, judged by its content and never by its name. Pure.

Only kinds that show words, tables and pictures are taken, and none that can run: no programs, no pages with scripts, no
macros. Signatures: ISO 32000 (PDF), ECMA-376 and ISO/IEC 29500 (Office Open XML), ISO/IEC 26300 (OpenDocument), W3C PNG,
ITU T.81 (JPEG).
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

from council_flow.archives import UNREADABLE
from council_flow.errors import Invalid
from council_flow.language import Sentence, say

LARGEST = 15 * 1024 * 1024
"""Largest document in bytes."""
_INFLATED = 300 * 1024 * 1024
"""Most bytes that an archive may claim to hold."""
_ENTRIES = 10_000
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Kind:
    """One kind of file that is taken."""

    media_type: str
    ending: str
    title: str


PDF = Kind("application/pdf", "pdf", "PDF")
PNG = Kind("image/png", "png", "PNG")
JPEG = Kind("image/jpeg", "jpg", "JPEG")
TEXT = Kind("text/plain", "txt", "TXT")
CSV = Kind("text/csv", "csv", "CSV")
_OOXML = {
    "word/document.xml": Kind(f"{_OFFICE}.wordprocessingml.document", "docx", "DOCX"),
    "xl/workbook.xml": Kind(f"{_OFFICE}.spreadsheetml.sheet", "xlsx", "XLSX"),
    "ppt/presentation.xml": Kind(f"{_OFFICE}.presentationml.presentation", "pptx", "PPTX"),
}
_ODF = {
    f"application/vnd.oasis.opendocument.{name}": Kind(
        f"application/vnd.oasis.opendocument.{name}", ending, ending.upper()
    )
    for name, ending in (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"))
}
KINDS = (PDF, *_OOXML.values(), *_ODF.values(), PNG, JPEG, TEXT, CSV)
ENDINGS = ", ".join(kind.title for kind in KINDS)
"""What is taken, as forms say it."""

OTHER = say(
    "Files of these kinds are taken: %(kinds)s. This one is something else, whatever its name says.", kinds=ENDINGS
)
MACROS = say("This file holds macros, which are programs. Save it without macros and hand it in again.")
BROKEN = say("This file is damaged or locked with a password. Save it anew, without a password.")


def kind_of(data: bytes, name: str) -> Kind:
    """Return what a file is.

    Args:
        data: the whole content.
        name: what its sender called it; tells only a table in plain text from other plain text.

    Raises:
        Invalid: it is empty, too large, damaged, or of a kind that is not taken.
    """
    if not data:
        raise _refused(say("The file is empty."))
    if len(data) > LARGEST:
        raise _refused(say("The file is larger than %(n)s MB.", n=LARGEST // 1024 // 1024))
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"PK\x03\x04"):
        return _archive(data)
    return _plain(data, name)


def _refused(sentence: Sentence) -> Invalid:
    return Invalid({"file": sentence})


def _archive(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _in_archive(archive)
    except UNREADABLE as error:
        raise _refused(BROKEN) from error


def _in_archive(archive: zipfile.ZipFile) -> Kind:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > _INFLATED:
        raise _refused(OTHER)
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refused(BROKEN)
    if any("vbaproject" in one.casefold() or one.startswith(("Basic/", "Scripts/")) for one in names):
        raise _refused(MACROS)
    if "[Content_Types].xml" in names:
        for part, kind in _OOXML.items():
            if part in names:
                return kind
    declared = ""
    if "mimetype" in names:
        with archive.open("mimetype") as head:
            declared = head.read(100).decode("ascii", "replace")
    if declared in _ODF:
        return _ODF[declared]
    raise _refused(OTHER)


_ACTIVE = re.compile(r"^\s*(?:<|#!|%!|\{\\rtf)|%PDF-|<(?:script|html|svg|\?php)\b", re.IGNORECASE)


def _plain(data: bytes, name: str) -> Kind:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(OTHER) from error
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f" for sign in text) or _ACTIVE.search(text):
        raise _refused(OTHER)
    return CSV if name.casefold().endswith(".csv") else TEXT


_UNSAFE = re.compile(r"[^\w.\- ]+")


def safe_name(name: str, kind: Kind) -> str:
    """Return a name for the file that no system takes for anything but a name, with the ending of what it is."""
    stem = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    stem = stem.rpartition(".")[0] or stem
    stem = _UNSAFE.sub(" ", stem).strip(" .")
    return f"{' '.join(stem.split())[:120].strip() or 'document'}.{kind.ending}"
