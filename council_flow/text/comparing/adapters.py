"""Files to be compared, and Word documents with tracked changes: what touches python-docx here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.text.anchors.files import paragraphs as blocks_of
from council_flow.text.comparing.files import Unit, numbered, units

if TYPE_CHECKING:
    from docx.document import Document

LARGEST = 30 * 1024 * 1024
"""Bytes of a file that is read."""
UNPACKED = 300 * 1024 * 1024
"""Bytes of a Word file when it is unpacked."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = {f"{_W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
"""What is not read: deleted words, properties, codes of fields, second drawings of the same."""
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "\u2011", f"{_W}softHyphen": ""}


def read(path: Path) -> list[Unit]:
    """Return the paragraphs of a DOCX, Markdown or plain file; what it is, is told by its ending, then by its content.

    Raises:
        Invalid: it cannot be read; the sentence says why.
    """
    return units_of(_bytes(path), path.name)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise Invalid(say("%(name)s is larger than %(n)s MB.", name=path.name, n=LARGEST // 1024 // 1024))
        return path.read_bytes()
    except OSError as error:
        raise Invalid(
            say("%(name)s cannot be read: %(why)s.", name=str(path), why=error.strerror or str(error))
        ) from error


def units_of(data: bytes, name: str) -> list[Unit]:
    """Return the paragraphs of a file that was read. See :func:`read`."""
    ending = Path(name).suffix.lower()
    if data.startswith(b"PK\x03\x04") or ending == ".docx":
        return list(_from_docx(data, name))
    text = _decoded(data, name)
    markdown = ending in {".md", ".markdown", ".mdown"}
    if not markdown and ending not in {".txt", ".text", ""}:
        markdown = any(line.startswith(("# ", "## ", "### ")) for line in text.splitlines())
    return units(text, markdown=markdown)


def paragraphs_of(path: Path) -> list[str]:
    """Return every non-empty paragraph of a file in its order: blocks between blank lines, or those of a Word document.

    Raises:
        Invalid: it cannot be read; the sentence says why.
    """
    data = _bytes(path)
    if data.startswith(b"PK\x03\x04") or path.suffix.lower() == ".docx":
        with _opened(data, path.name) as document:
            said = (" ".join(_said(one).split()) for one in document.element.body.iter(f"{_W}p"))
            return [text for text in said if text]
    return [" ".join(block.split()) for block in blocks_of(_decoded(data, path.name))]


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                break
            if "\0" not in text:
                return text
            break
    raise Invalid(
        say("%(name)s is neither DOCX nor text in UTF-8. Save it as DOCX, Markdown or plain text.", name=name)
    )


def _from_docx(data: bytes, name: str) -> Iterator[Unit]:
    with _opened(data, name) as document:
        yield from _units(document)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Document]:
    """Give a Word document to read.

    Raises:
        Invalid: it cannot be read, also where that shows only later.
    """
    import docx  # noqa: PLC0415 - slow to import; only few commands read Word

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > UNPACKED:
                raise Invalid(say("%(name)s is larger than %(n)s MB.", name=name, n=UNPACKED // 1024 // 1024))
        yield docx.Document(io.BytesIO(data))
    except Invalid:
        raise
    except Exception as error:  # the library raises errors of many kinds on broken files
        raise Invalid(say("%(name)s is not a Word document that can be read.", name=name)) from error


def _units(document: Document) -> Iterator[Unit]:
    levels = {style.style_id: _level(style.name or "") for style in document.styles if style.name}
    carried = ""
    for element in _blocks(document.element.body):
        if element.tag == f"{_W}tbl":
            for row in element.findall(f"{_W}tr"):
                if row.find(f"{_W}trPr/{_W}del") is None:
                    cells = (
                        " ".join(" ".join(_said(p) for p in _blocks(cell)).split()) for cell in row.findall(f"{_W}tc")
                    )
                    text = " | ".join(cells)
                    yield from [Unit(text, kind="row")] if text.strip(" |") else []
            continue
        carried += _said(element)
        if element.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
            continue
        number, text = numbered(carried)
        carried = ""
        style = element.find(f"{_W}pPr/{_W}pStyle")
        level = levels.get(style.get(f"{_W}val"), 0) if style is not None else 0
        listed = element.find(f"{_W}pPr/{_W}numPr") is not None
        if text:
            yield Unit(text, number, "heading" if level else "item" if listed else "paragraph", level or 1)
    yield from _notes(document)


def _level(style: str) -> int:
    """Return the level of a heading by the name of its style, 0 where it is none."""
    words = style.lower().split()
    if words == ["title"]:
        return 1
    return min(3, int(words[1])) if len(words) == 2 and words[0] == "heading" and words[1].isdigit() else 0


def _blocks(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag in {f"{_W}p", f"{_W}tbl"}:
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"}:
            yield from _blocks(child)


def _said(element: Any) -> str:
    """Return the words of a paragraph with its tracked changes accepted."""
    out: list[str] = []
    for child in element:
        if child.tag in _GONE:
            continue
        if child.tag == f"{_W}t":
            out.append(child.text or "")
        elif child.tag in _SIGNS:
            out.append(_SIGNS[child.tag])
        else:
            out.append(_said(child))
    return "".join(out)


def _notes(document: Document) -> Iterator[Unit]:
    """Return footnotes and endnotes, after the text."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - see above

    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                text = " ".join(" ".join(_said(p) for p in _blocks(note)).split())
                if text and note.get(f"{_W}type") in {None, "normal"}:
                    yield Unit(text, kind="note")
