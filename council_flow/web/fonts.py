"""The fonts of the pages: cut from the installed font packages to WOFF2 by script, once, into the instance folder.

``python -m council_flow.web.fonts FOLDER`` makes them. A browser then loads only the scripts that a page uses.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

LATIN = "U+0000-024F, U+02B0-02FF, U+0300-036F, U+1E00-1EFF, U+2000-2044, U+2046-206F, U+20A0-20BF, U+2100-214F, U+2190-21FF, U+2212"
CYRILLIC = "U+0400-052F, U+1C80-1C8F, U+2116"
ARABIC = "U+0600-06FF, U+0750-077F, U+08A0-08FF, U+200C-200F, U+2010-2011, U+25CC, U+FB50-FDFF, U+FE70-FEFC"
INDEX = "faces.json"


@dataclass(frozen=True)
class Face:
    """One file of a font package, as pages name it."""

    family: str
    package: str
    file: str
    ranges: tuple[str, ...]
    style: str = "normal"
    weight: str = "400 700"


FACES = (
    Face("Noto Sans", "fontpkg_noto_sans", "NotoSans[wdth,wght].ttf", (LATIN, CYRILLIC)),
    Face("Noto Serif", "fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf", (LATIN, CYRILLIC)),
    Face("Noto Serif", "fontpkg_noto_serif", "NotoSerif-Italic[wdth,wght].ttf", (LATIN, CYRILLIC), style="italic"),
    Face("Noto Sans Arabic", "fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf", (ARABIC,)),
    Face("Amiri", "fontpkg_amiri", "Amiri-Regular.ttf", (ARABIC,), weight="400"),
    Face("Amiri", "fontpkg_amiri", "Amiri-Bold.ttf", (ARABIC,), weight="700"),
)


def build(folder: Path) -> None:
    """Cut all faces into ``folder``, names by content so that browsers keep them for good."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for face in FACES:
        for ranges, data in _cut(face):
            name = f"{Path(face.file).stem.split('[')[0]}-{hashlib.sha256(data).hexdigest()[:10]}.woff2"
            (folder / name).write_bytes(data)
            made.append(
                {"family": face.family, "style": face.style, "weight": face.weight, "range": ranges, "file": name}
            )
    (folder / INDEX).write_text(json.dumps(made, indent=1), encoding="utf-8")


def _cut(face: Face) -> Iterator[tuple[str, bytes]]:
    from io import BytesIO  # noqa: PLC0415 - the build alone needs fontTools, which is slow to import

    from fontTools.subset import Options, Subsetter  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415

    source = files(face.package).joinpath("files", face.file).read_bytes()
    for ranges in face.ranges:
        font = TTFont(BytesIO(source), recalcTimestamp=False)
        options = Options(flavor="woff2", layout_features=["*"], notdef_outline=True, hinting=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=list(_codes(ranges)))
        subsetter.subset(font)
        if "fvar" in font:
            limits = {axis.axisTag: (400, 700) if axis.axisTag == "wght" else 100 for axis in font["fvar"].axes}
            font = instantiateVariableFont(font, limits, inplace=True)
        font.flavor = "woff2"
        out = BytesIO()
        font.save(out)
        yield ranges, out.getvalue()


def _codes(ranges: str) -> Iterator[int]:
    for part in ranges.replace("U+", "").split(","):
        first, _, last = part.strip().partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def fonts_css(folder: Path, base: str) -> str:
    """Return the rules that name the files in ``folder`` under the address ``base``; empty where none are made yet."""
    index = folder / INDEX
    if not index.exists():
        return ""
    return "\n".join(
        f'@font-face {{ font-family: "{one["family"]}"; font-style: {one["style"]}; font-weight: {one["weight"]}; '
        f'font-display: swap; src: url("{base}{one["file"]}") format("woff2"); unicode-range: {one["range"]}; }}'
        for one in json.loads(index.read_text(encoding="utf-8"))
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]))
