"""Reads a finished PDF back: its tags, its fonts, its words. Independent of what wrote it."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pdfua
import pikepdf

MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CHILDREN = {"LI": {"Lbl", "LBody"}, "L": {"LI", "Caption"}, "TR": {"TH", "TD"}}


@dataclass
class Facts:
    """What a PDF says about itself, and what is wrong with it."""

    language: str = ""
    title: str = ""
    pages: int = 0
    tags: list[str] = field(default_factory=list)
    fonts: dict[str, bool] = field(default_factory=dict)
    bookmarks: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(data: bytes) -> Facts:
    """Read a PDF and note every fault."""
    facts = Facts()
    findings = pdfua.validate(io.BytesIO(data)).findings
    facts.faults += [f"{one.rule_id}: {one.message}" for one in findings if one.severity.name in ("ERROR", "FATAL")]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _root(pdf, facts)
        reached = set()
        for element, parent in walk(pdf.Root.StructTreeRoot.K[0]):
            reached.add(element.objgen)
            _element(element, parent, facts)
        levels = [int(tag[1]) for tag in facts.tags if re.fullmatch(r"H\d", tag)]
        if levels[:1] != [1] or any(after > before + 1 for before, after in pairwise(levels)):
            facts.faults.append(f"headings {levels}")
        for number, page in enumerate(pdf.pages):
            _page(pdf, page, number, reached, facts)
        facts.pages = len(pdf.pages)
        with pdf.open_outline() as outline:
            facts.bookmarks = [item.title for item in _items(outline.root)]
    return facts


def _items(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _items(item.children)


def _root(pdf: pikepdf.Pdf, facts: Facts) -> None:
    root = pdf.Root
    xmp = root.Metadata.read_bytes().decode()
    facts.language, facts.title = str(root.get("/Lang", "")), str(pdf.docinfo.get("/Title", ""))
    wanted = {
        "DisplayDocTitle": bool(root.ViewerPreferences.get("/DisplayDocTitle", False)),
        "Marked": bool(root.MarkInfo.Marked),
        "output intent": "/OutputIntents" in root,
        "outline": "/Outlines" in root,
        "PDF/A-3a": 'pdfaid:part="3"' in xmp and 'conformance="A"' in xmp,
        "PDF/UA-1": "<pdfuaid:part>1</pdfuaid:part>" in xmp and xmp.count("<rdf:RDF") == 1,
    }
    facts.faults += [f"{what} missing" for what, there in wanted.items() if not there]


def kids(element: Any) -> list[Any]:
    held = element.get("/K", pikepdf.Array())
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def walk(element: Any, parent: str = "") -> Iterator[tuple[Any, str]]:
    yield element, parent
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walk(kid, str(element.S)[1:])


def _element(element: Any, parent: str, facts: Facts) -> None:
    tag = str(element.S)[1:]
    facts.tags.append(tag)
    children = {str(kid.S)[1:] for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid}
    if children - CHILDREN.get(tag, children):
        facts.faults.append(f"{tag} holds {children}")
    if tag == parent == "P":
        facts.faults.append("P inside P")
    if tag == "Figure" and not str(element.get("/Alt", "")):
        facts.faults.append("Figure without words")
    if tag == "TH" and "/Scope" not in element.get("/A", pikepdf.Dictionary()):
        facts.faults.append("TH without scope")


def _page(pdf: pikepdf.Pdf, page: Any, number: int, reached: set[tuple[int, int]], facts: Facts) -> None:
    marks = pdf.Root.StructTreeRoot.ParentTree.Nums[2 * number + 1]
    depth = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC" as kind:
                depth.append(operands[0])
                if kind == "BDC" and "/MCID" in operands[1] and marks[int(operands[1].MCID)].objgen not in reached:
                    facts.faults.append(f"page {number + 1}: a mark outside the tree")
            case "EMC":
                depth.pop()
            case "Tj" | "TJ" | "'" | '"' if not depth:
                facts.faults.append(f"page {number + 1}: text without a tag")
    for font in page.Resources.get("/Font", {}).values():
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        embedded = any(f"/FontFile{kind}" in inner.FontDescriptor for kind in ("", 2, 3))
        facts.fonts[str(font.BaseFont)[1:]] = embedded and "/ToUnicode" in font


def words(data: bytes) -> str:
    """Return what comes out of the PDF again by searching and copying, in reading order."""
    out = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    return MARKS.sub("", unicodedata.normalize("NFC", out)).replace("-\n", "").replace("\u00a0", " ")
