"""The paragraphs and tables of a Word file, run by run, with who inserted and deleted what and where comments stand. Pure."""

from __future__ import annotations

from collections import Counter
from typing import Any

from council_flow.text.word.formats import Formats
from council_flow.text.word.package import MATH, MC, W, whole
from council_flow.text.word.parts import Change, Para, Row, Seg, Table, right_to_left
from council_flow.text.word.styles import BOOKMARK, OWN


class Walker:
    """Walks through a part of a file and collects its paragraphs and tables, and counts what is not read."""

    def __init__(self, formats: Formats) -> None:
        self.formats = formats
        self.found: list[Para | Table] = []
        self.lost: Counter[str] = Counter()
        self._pending: list[str] = []
        """Comments that begin between paragraphs."""
        self._last: Para | None = None
        self._moves: dict[str, str] = {}
        self._ids: dict[str, tuple[str, str]] = {}
        self._links = 0
        self._link = ""
        self._fields: list[bool] = []
        """For each open field whether its result has begun."""

    def walk(self, parent: Any) -> list[Para | Table]:
        """Return what stands in a body, a note, a cell."""
        outer, self.found = self.found, []
        for child in parent:
            self._block(child)
        found, self.found = self.found, outer
        return found

    def _block(self, element: Any) -> None:
        match _name(element):
            case "p":
                self.found.append(self._paragraph(element))
            case "tbl":
                self.found.append(self._table(element))
            case "sdt":
                for child in element.findall(f"{W}sdtContent"):
                    for one in child:
                        self._block(one)
            case "customXml" | "ins" | "del" | "moveFrom" | "moveTo" | "smartTag":
                for one in element:
                    self._block(one)
            case "altChunk" | "subDoc":
                self.lost["object"] += 1
            case _:
                self._between(element)

    def _between(self, element: Any) -> None:
        """Take note of ranges that begin or end between paragraphs."""
        ident = element.get(f"{W}id", "")
        match _name(element):
            case "commentRangeStart":
                self._pending.append(ident)
            case "commentRangeEnd" if ident in self._pending:
                self._pending.remove(ident)
            case "commentRangeEnd" if self._last is not None:
                self._last.marks.append((len(self._last.segs), "end", ident))
            case _:
                self._move_range(element)

    def _move_range(self, element: Any) -> None:
        name, ident = _name(element), element.get(f"{W}id", "")
        side = "from" if name.startswith("moveFrom") else "to"
        if name in {"moveFromRangeStart", "moveToRangeStart"}:
            self._moves[side] = element.get(f"{W}name", "")
            self._ids[ident] = (side, self._moves[side])
        elif name in {"moveFromRangeEnd", "moveToRangeEnd"}:
            side, named = self._ids.get(ident, (side, ""))
            if self._moves.get(side) == named:
                self._moves.pop(side, None)

    def _paragraph(self, element: Any) -> Para:
        para = Para(element.find(f"{W}pPr"))
        self._last = para
        para.marks += [(0, "start", ident) for ident in self._pending]
        self._pending = []
        run = para.properties.find(f"{W}rPr") if para.properties is not None else None
        if run is not None:
            para.mark_inserted = self._change(run.find(f"{W}ins")) or self._change(run.find(f"{W}moveTo"), "to")
            para.mark_deleted = self._change(run.find(f"{W}del")) or self._change(run.find(f"{W}moveFrom"), "from")
        if para.properties is not None:
            self.lost["format"] += len(para.properties.findall(f"{W}pPrChange"))
        self._inline(element, para, None, None)
        if right_to_left(para):
            self._heavier(para)
        return para

    def _heavier(self, para: Para) -> None:
        """Arabic has no italic: words that are heavier (in bold, lighter) than the others of their line are set apart."""
        usual = any(self.formats.style_run(para.style, name) for name in ("b", "bCs"))
        own = not OWN.keys().isdisjoint(self.formats.names(para.style))
        said = [seg for seg in para.segs if seg.text.strip()]
        if own or any(seg.bold == usual for seg in said):
            for seg in said:
                seg.apart = seg.apart or seg.bold != usual

    def _change(self, element: Any, side: str = "") -> Change | None:
        if element is None:
            return None
        author, date = element.get(f"{W}author", ""), element.get(f"{W}date", "")
        return Change(author, date, self._moves.get(side, "") if side else "")

    def _inline(self, parent: Any, para: Para, inserted: Change | None, deleted: Change | None) -> None:
        for child in parent:
            match _name(child):
                case "r":
                    self._run(child, para, inserted, deleted)
                case "ins":
                    self._inline(child, para, inserted or self._change(child), deleted)
                case "moveTo":
                    self._inline(child, para, inserted or self._change(child, "to"), deleted)
                case "del":
                    self._inline(child, para, inserted, deleted or self._change(child))
                case "moveFrom":
                    self._inline(child, para, inserted, deleted or self._change(child, "from"))
                case "commentRangeStart":
                    para.marks.append((len(para.segs), "start", child.get(f"{W}id", "")))
                case "commentRangeEnd":
                    para.marks.append((len(para.segs), "end", child.get(f"{W}id", "")))
                case "fldSimple" | "hyperlink" as kind:
                    self.lost["field" if kind == "fldSimple" else "link"] += not _own_link(child)
                    self._linked(child, para, inserted, deleted)
                case "smartTag" | "customXml" | "sdtContent" | "sdt" | "dir" | "bdo":
                    self._inline(child, para, inserted, deleted)
                case "bookmarkStart" if child.get(f"{W}name", "").startswith(BOOKMARK):
                    para.bookmarks.append(child.get(f"{W}name"))
                case "math":
                    self.lost["equation"] += 1
                    words = "".join(one.text or "" for one in child.iter(f"{MATH}t"))
                    para.add(Seg(words, inserted=inserted, deleted=deleted))
                case _:
                    self._move_range(child)

    def _linked(self, element: Any, para: Para, inserted: Change | None, deleted: Change | None) -> None:
        """Take the words of a link or of a field; a link of the product's own refers to a block."""
        self._links += 1
        self._link = element.get(f"{W}anchor", "") if _own_link(element) else ""
        self._inline(element, para, inserted, deleted)
        self._link = ""
        self._links -= 1

    def _run(self, run: Any, para: Para, inserted: Change | None, deleted: Change | None) -> None:
        properties, style = run.find(f"{W}rPr"), para.style
        if properties is not None:
            self.lost["format"] += len(properties.findall(f"{W}rPrChange"))
        formats = self.formats
        apart = any(
            formats.run(properties, style, name) != formats.style_run(style, name)
            for name in (("i", "iCs") if self._links else ("i", "iCs", "u"))
        )
        bold = any(formats.run(properties, style, name) for name in ("b", "bCs"))
        hidden = formats.run(properties, style, "vanish")
        for child in run:
            text, note = self._said(child, para)
            if hidden and text.strip():
                self.lost["hidden"] += 1
            elif (text or note) and all(self._fields):
                para.add(Seg(text, apart, bold, note, inserted, deleted, self._link))

    def _said(self, child: Any, para: Para) -> tuple[str, str]:
        """Return the letters that a child of a run stands for, and the note that it refers to."""
        name = _name(child)
        match name:
            case "t" | "delText":
                return child.text or "", ""
            case "tab" | "br" | "cr" | "ptab":
                return " ", ""
            case "noBreakHyphen":
                return "\u2011", ""
            case "sym":
                return self._symbol(child), ""
            case "footnoteReference" | "endnoteReference":
                return "", f"{name.removesuffix('Reference')}:{child.get(f'{W}id', '')}"
            case "commentReference":
                para.marks.append((len(para.segs), "at", child.get(f"{W}id", "")))
            case "fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            case "drawing" | "pict" | "object" | "AlternateContent":
                self._drawing(child)
            case "ruby":
                return "".join(one.text or "" for one in child.iterfind(f"{W}rubyBase//{W}t")), ""
        return "", ""

    def _symbol(self, child: Any) -> str:
        """Return a sign given by its number in a font; those of symbol fonts cannot be known (private use)."""
        code = child.get(f"{W}char", "")
        sign = chr(int(code, 16)) if len(code) == 4 and all(c in "0123456789abcdefABCDEF" for c in code) else ""
        if sign and not 0xD800 <= ord(sign) < 0xF900:
            return sign
        self.lost["symbol"] += 1
        return ""

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.lost["field"] += 1
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, element: Any) -> None:
        if _name(element) == "AlternateContent":  # the same drawing twice, for newer and for older programs
            choice = element.find(f"{MC}Choice")
            element = choice if choice is not None else element
        boxes = sum(1 for _ in element.iter(f"{W}txbxContent"))
        kind = "text_box" if boxes else "object" if _name(element) == "object" else "picture"
        self.lost[kind] += max(1, boxes)

    def _table(self, element: Any) -> Table:
        table = Table()
        for row in _rows(element):
            properties = row.find(f"{W}trPr")
            found = Row()
            if properties is not None:
                found.inserted = self._change(properties.find(f"{W}ins"))
                found.deleted = self._change(properties.find(f"{W}del"))
            for cell in row.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tbl"), None) is element:
                    found.cells.append(self._cell(cell))
            table.rows.append(found)
        return table

    def _cell(self, cell: Any) -> list[Para]:
        if (merged := cell.find(f"{W}tcPr/{W}gridSpan")) is not None or cell.find(f"{W}tcPr/{W}vMerge") is not None:
            self.lost["merged"] += merged is None or (whole(merged.get(f"{W}val")) or 1) > 1
        found: list[Para] = []
        for one in self.walk(cell):
            if isinstance(one, Para):
                found.append(one)
            else:
                self.lost["nested"] += 1
                found += [para for row in one.rows for inner in row.cells for para in inner]
        return found


def _own_link(element: Any) -> bool:
    return bool(element.get(f"{W}anchor", "").startswith(BOOKMARK))


def _rows(table: Any) -> list[Any]:
    return [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl"), None) is table]


def _name(element: Any) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    name = tag.rsplit("}", 1)[-1]
    return "math" if tag in {f"{MATH}oMath", f"{MATH}oMathPara"} else name
