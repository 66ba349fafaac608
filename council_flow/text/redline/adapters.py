"""A redline as a Word document with tracked changes: what touches python-docx when writing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from council_flow.language import direction
from council_flow.text.redline.model import Line, Redline, only_changes
from council_flow.text.redline.tracked import Tracked, tracked

_TAGS = {"ins": "w:ins", "del": "w:del", "from": "w:moveFrom", "to": "w:moveTo"}
_LANGUAGES = {"en": "en-GB", "ru": "ru-RU", "uz": "uz-Latn-UZ", "ar": "ar-SA"}


def to_docx(redline: Redline, at: datetime, author: str, *, only: bool = False) -> bytes:
    """Return a Word document whose tracked changes turn the older text into the newer one.

    Args:
        redline: the comparison.
        at: when the changes are said to have been made; UTC.
        author: in whose name.
        only: leave out what did not change.
    """
    document = docx.Document()
    document.core_properties.title = redline.title or redline.new_name
    document.core_properties.author = author
    document.core_properties.created = document.core_properties.modified = at.astimezone(UTC).replace(tzinfo=None)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
    _language(document, redline.language)
    writer = _Writer(author, at, rtl=direction(redline.language) == "rtl")
    lines: Sequence[Line] = only_changes(redline.lines) if only else redline.lines
    body = document.element.body
    for paragraph in tracked(lines):
        body.insert(len(body) - 1, writer.paragraph(paragraph))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _language(document: Any, language: str) -> None:
    """Say which language the words are in, for spelling and for reading aloud."""
    properties = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    said = OxmlElement("w:lang")
    said.set(qn("w:bidi" if language == "ar" else "w:val"), _LANGUAGES[language])
    properties.append(said)


class _Writer:
    """Makes paragraphs; every change has a number of its own."""

    def __init__(self, author: str, at: datetime, *, rtl: bool) -> None:
        self.author = author
        self.at = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.numbers = count(1)
        self.rtl = rtl

    def change(self, tag: str) -> Any:
        element = OxmlElement(tag)
        element.set(qn("w:id"), str(next(self.numbers)))
        element.set(qn("w:author"), self.author)
        element.set(qn("w:date"), self.at)
        return element

    def paragraph(self, one: Tracked) -> Any:
        paragraph = OxmlElement("w:p")
        paragraph.append(self.properties(one))
        runs: list[tuple[str, str]] = [(run.op, run.text) for run in one.runs]
        if one.number:
            leading = one.mark if one.mark in {"from", "to"} or len({op for op, _ in runs}) == 1 else "same"
            leading = "ins" if one.fresh else leading if one.mark != "same" else "same"
            runs.insert(0, (leading, f"{one.number}\u00a0"))
        ends = {"from": "w:moveFromRange", "to": "w:moveToRange"}.get(one.mark)
        if ends:
            start, end = self.change(f"{ends}Start"), OxmlElement(f"{ends}End")
            start.set(qn("w:name"), one.move)
            end.set(qn("w:id"), start.get(qn("w:id")))
            paragraph.append(start)
        for op, text in runs:
            paragraph.append(self.run(op, text))
        if ends:
            paragraph.append(end)
        return paragraph

    def properties(self, one: Tracked) -> Any:
        """Return style, indent, direction and the tracked paragraph mark, in the order that the format asks for."""
        line = one.line
        properties = OxmlElement("w:pPr")
        if line.kind in {"title", "heading"}:
            style = OxmlElement("w:pStyle")
            style.set(qn("w:val"), "Title" if line.kind == "title" else f"Heading{line.level}")
            properties.append(style)
        if line.rtl or (self.rtl and not any(run.text.strip() for run in one.runs)):
            properties.append(OxmlElement("w:bidi"))
        if line.kind == "item":
            indent = OxmlElement("w:ind")
            indent.set(qn("w:start"), str(450 * line.level))
            properties.append(indent)
        if one.mark != "same":
            mark = OxmlElement("w:rPr")
            mark.append(self.change(_TAGS[one.mark]))
            properties.append(mark)
        return properties

    def run(self, op: str, text: str) -> Any:
        run = OxmlElement("w:r")
        if any("\u0590" <= sign <= "\u08ff" for sign in text):
            properties = OxmlElement("w:rPr")
            properties.append(OxmlElement("w:rtl"))
            run.append(properties)
        words = OxmlElement("w:delText" if op == "del" else "w:t")
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = "".join(sign for sign in text if sign >= " " or sign in "\t\n")
        run.append(words)
        if op == "same":
            return run
        change = self.change(_TAGS[op])
        change.append(run)
        return change
