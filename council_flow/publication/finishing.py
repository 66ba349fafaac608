"""Finishing a rendered PDF: what PDF/UA-1 asks for and the renderer leaves out. Pure: bytes in, bytes out.

Nothing here depends on the clock or on chance: the same bytes in give the same bytes out.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_IDENTIFICATION = (
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    "<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    f' xmlns:pdfaSchema="{_SCHEMA}" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n"
)
"""PDF/UA-1, with the extension schema by which PDF/A admits it."""

_END = "</rdf:RDF>"
_MARK = re.compile(rb"^/\w+\n<</MCID (\d+)>>\nBDC$", re.MULTILINE)


def finish(raw: bytes) -> bytes:
    """Return the PDF with its PDF/UA identification, its lists, notes and tables mended, running lines as artifacts.

    Raises:
        ValueError: the PDF does not have exactly one block of metadata.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        _mend(pdf, document)
        _name_notes(document)
        _set_aside(pdf, _reached(document))
        _identify(pdf)
        pdf.remove_unreferenced_resources()
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
        return out.getvalue()


def kids(element: Any) -> list[Any]:
    """Return what an element of the tag tree holds: elements and marks."""
    held = element.get("/K", Array())
    return list(held) if isinstance(held, Array) else [held]


def is_element(kid: Any) -> bool:
    """Tell an element of the tag tree from a mark on the page."""
    return isinstance(kid, Dictionary) and "/S" in kid


def _mend(pdf: pikepdf.Pdf, element: Any) -> None:
    """Depth first: list items get a body, nested lists their item, table heads a scope; empty elements go."""
    kept: list[Any] = []
    for kid in kids(element):
        if not is_element(kid):
            kept.append(kid)
            continue
        _mend(pdf, kid)
        if not kids(kid) and kid.S not in (Name.TD, Name.TH):
            continue
        if element.S == Name.L and kid.S == Name.L:  # a list belongs in the item before it
            if not kept:  # the page begins in the middle of that item
                kept.append(_made(pdf, Name.LI, element, kid))
            _put(pdf, kept[-1], kid)
            continue
        if kid.S == Name.TH:
            _scope(element, kid)
        kept.append(kid)
    element.K = Array(kept)
    if element.S == Name.LI:
        _fill(pdf, element, kept)


def _scope(row: Any, head: Any) -> None:
    scope = Name.Column if Name.THead == row.P.S else Name.Row
    if "/A" in head:
        head.A.Scope = scope
    else:
        head.A = Dictionary(O=Name.Table, Scope=scope)


def _fill(pdf: pikepdf.Pdf, item: Any, kept: list[Any]) -> None:
    loose = [kid for kid in kept if is_element(kid) and kid.S not in (Name.Lbl, Name.LBody)]
    item.K = Array([kid for kid in kept if kid not in loose])
    for kid in loose:
        _put(pdf, item, kid)


def _put(pdf: pikepdf.Pdf, item: Any, kid: Any) -> None:
    """Put an element into the body of a list item, made where there is none."""
    body = next((one for one in kids(item) if is_element(one) and Name.LBody == one.S), None)
    if body is None:
        body = _made(pdf, Name.LBody, item, item)
        item.K = Array([*kids(item), body])
    kid.P = body
    body.K = Array([*kids(body), kid])


def _made(pdf: pikepdf.Pdf, tag: Any, parent: Any, like: Any) -> Any:
    element = Dictionary(Type=Name.StructElem, S=tag, K=Array(), P=parent)
    if "/Pg" in like:
        element.Pg = like.Pg
    return pdf.make_indirect(element)


def _name_notes(document: Any) -> None:
    """Footnotes hang nameless on the document; each becomes a note with an identifier."""
    number = 0
    for area in kids(document):
        if is_element(area) and Name.NonStruct == area.S:
            area.S = Name.Sect
            for note in kids(area):
                number += 1
                note.S, note.ID = Name.Note, String(f"note-{number}")


def _reached(element: Any) -> set[tuple[int, int]]:
    found = {element.objgen}
    for kid in kids(element):
        if is_element(kid):
            found |= _reached(kid)
    return found


def _set_aside(pdf: pikepdf.Pdf, reached: set[tuple[int, int]]) -> None:
    """Running heads, feet and stamps are marked but stand in no tree: they become artifacts, page by page."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    marked = {int(key): marks for key, marks in zip(numbers[::2], numbers[1::2], strict=True)}
    for page in pdf.pages:
        if "/StructParents" not in page.obj:
            continue
        marks = marked[int(page.obj.StructParents)]
        owners = {index: owner for index, owner in enumerate(marks) if owner is not None}
        stray = {index for index, owner in owners.items() if owner.objgen not in reached}
        page.Contents = pdf.make_stream(_as_artifacts(page.Contents.read_bytes(), stray))
        for index in stray:
            marks[index] = None


def _as_artifacts(content: bytes, stray: set[int]) -> bytes:
    """Make artifacts of some marks of a page, as the renderer writes marks: a line each. Its words are in hexadecimal."""
    found: set[int] = set()

    def renamed(match: re.Match[bytes]) -> bytes:
        if int(match[1]) not in stray:
            return match[0]
        found.add(int(match[1]))
        return b"/Artifact\n<</Type /Pagination>>\nBDC"

    content = _MARK.sub(renamed, content)
    if found != stray:
        raise ValueError("a mark of the page is not where the renderer writes them")
    return content


def _identify(pdf: pikepdf.Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes().decode("utf-8")
    if xmp.count(_END) != 1:
        raise ValueError("one rdf:RDF expected")
    pdf.Root.Metadata = pdf.make_stream(
        xmp.replace(_END, _IDENTIFICATION + _END).encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML
    )
