"""Reading a Word file: its text with every tracked change rejected, each change a suggestion on it, its comments. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from council_flow.language import say
from council_flow.text import tables
from council_flow.text.blocks import LONGEST_TITLE, MOST_BLOCKS, Block, new_key
from council_flow.text.exchange.carried import TOO_MUCH
from council_flow.text.exchange.importing import Origin, Read
from council_flow.text.markdown import LONG_TITLE, Understood, bare, settled, shortened
from council_flow.text.word.changes import Line
from council_flow.text.word.finding import Finder
from council_flow.text.word.formats import Formats
from council_flow.text.word.kinds import Kind, Kinds
from council_flow.text.word.package import Package, W, refused
from council_flow.text.word.paragraphs import Walker
from council_flow.text.word.parts import Para, Seg, Table
from council_flow.text.word.remarks import remarks
from council_flow.text.word.styles import block_of
from council_flow.text.word.tables import table_as

NO_WORDS = say("The file has no words.")
MOST_PARAGRAPHS = 10 * MOST_BLOCKS
"""Paragraphs of a file, those in tables and changes included: what has more is refused before it is read."""
_HEADERS = re.compile(r"word/(?:header|footer)\d*\.xml$")


def read_word(data: bytes, language: str) -> Read:
    """Return what a Word file says.

    Args:
        data: the bytes of the file.
        language: in which it is written.

    Raises:
        Invalid: with a sentence beside ``file``: the file is too large, damaged, or none of Word.
    """
    package = Package(data)
    if sum(1 for _ in package.document.iter(f"{W}p")) > MOST_PARAGRAPHS:
        raise refused(TOO_MUCH)
    formats = Formats(package)
    walker = Walker(formats)
    items = walker.walk(package.document.find(f"{W}body"))
    reader = _Reader(formats, language, _notes(package, walker), Finder(remarks(package), language))
    reader.read(_joined(items))
    if not reader.parts:
        raise refused(NO_WORDS)
    origin = origin_of(package)
    parts = settled(reader.parts, language)
    return Read(parts, reader.finder.finished(parts), _lost(package, walker.lost, origin), origin)


def _lost(package: Package, found: Counter[str], origin: Origin | None) -> dict[str, int]:
    """Return what is not read; headers of the product's own files say nothing new."""
    lost = {kind: n for kind, n in found.items() if n}
    lost["macro"] = sum(name.endswith("vbaProject.bin") for name in package.names)
    lost["object"] = lost.get("object", 0) + sum("/embeddings/" in name for name in package.names) * (
        "object" not in lost
    )
    if origin is None:
        headers = [name for name in package.names if _HEADERS.search(name)]
        lost["header"] = sum(_speaks(package.tree(name)) for name in headers[:20])
    return {kind: n for kind, n in lost.items() if n}


def _speaks(tree: Any) -> bool:
    return tree is not None and any((one.text or "").strip() for one in tree.iter(f"{W}t"))


def origin_of(package: Package) -> Origin | None:
    """Return the file and the version that a Word file was exported from, kept among its custom properties."""
    name = next((name for name in package.names if name == "docProps/custom.xml"), None)
    tree = package.tree(name) if name else None
    if tree is None:
        return None
    said = {one.get("name", ""): "".join(one.itertext()).strip() for one in tree}
    symbol, version, language = (said.get(f"council_flow {part}", "") for part in ("file", "version", "language"))
    return Origin(symbol, int(version), language) if symbol and version.isdecimal() and len(version) < 7 else None


def _notes(package: Package, walker: Walker) -> dict[str, Para]:
    """Return footnotes and endnotes as one paragraph each, by ``footnote:3``."""
    found: dict[str, Para] = {}
    for kind in ("footnote", "endnote"):
        tree = package.part(f"{kind}s")
        for note in tree.iter(f"{W}{kind}") if tree is not None else ():
            if note.get(f"{W}type") in {None, "normal"}:
                paras = [one for one in walker.walk(note) if isinstance(one, Para)]
                found[f"{kind}:{note.get(f'{W}id', '')}"] = joined(paras)
    return found


def joined(paras: Sequence[Para]) -> Para:
    """Return several paragraphs as one, a space between them."""
    whole = Para(paras[0].properties if paras else None)
    for para in paras:
        if whole.segs:
            whole.segs.append(Seg(" "))
        shift = len(whole.segs)
        whole.segs += para.segs
        whole.bookmarks += para.bookmarks
        whole.marks += [(at + shift, side, ident) for at, side, ident in para.marks]
    return whole


def _joined(items: Sequence[Para | Table]) -> list[Para | Table]:
    """Lay paragraphs together that somebody split: with the change rejected they are one, with a break in it."""
    out: list[Para | Table] = []
    open_para: Para | None = None
    for item in items:
        if open_para is not None and isinstance(item, Para) and open_para.mark_inserted and item.text().strip():
            shift = len(open_para.segs) + 1
            open_para.segs += [Seg("\n", inserted=open_para.mark_inserted), *item.segs]
            open_para.marks += [(at + shift, side, ident) for at, side, ident in item.marks]
            open_para.mark_inserted = item.mark_inserted
            continue
        out.append(item)
        splits = isinstance(item, Para) and item.mark_inserted and item.text().strip()
        open_para = item if isinstance(item, Para) and splits else open_para if _inserted(item) else None
    return out


def _inserted(item: Para | Table) -> bool:
    return isinstance(item, Para) and not item.text().strip()


class _Reader:
    def __init__(self, formats: Formats, language: str, notes: dict[str, Para], finder: Finder) -> None:
        self.formats, self.language, self.notes, self.finder = formats, language, notes, finder
        self.keys: dict[str, str] = {}
        """Key of the block of each note whose mark stands in the text with changes rejected, and of each bookmark."""
        self.written: set[str] = set()
        self.taken: set[str] = set()
        """Identities that blocks have."""
        self.parts: list[Understood] = []

    def read(self, items: Sequence[Para | Table]) -> None:
        standing = [item for item in items if not _inserted(item) and not _empty(item)]
        for para in (para for item in standing for para in _paras(item)):
            for name in para.bookmarks:
                known = block_of(name)
                self.keys.setdefault(name, known[0] if known else new_key())
            for seg in para.segs:
                if seg.note in self.notes and seg.base and self.notes[seg.note].text().strip():
                    self.keys.setdefault(seg.note, new_key())
        kinds = Kinds(self.formats, standing)
        at = 0
        late: list[tuple[Para | Table, Kind]] = []
        for item in items:
            if at < len(standing) and item is standing[at]:
                kind = kinds.next(at)
                if at < kinds.title:
                    late.append((item, kind))
                else:
                    self._take(item, kind)
                    for one in late:
                        self._take(*one)
                    late = []
                at += 1
            elif isinstance(item, Para):
                self._insert(item, kinds)
            else:
                self._table_inserted(item)

    def _take(self, item: Para | Table, kind: Kind) -> None:
        if isinstance(item, Table):
            self._table(item)
            return
        if kind.kind == "skip":
            self.finder.left_open(item)
            return
        line = Line(item, kind.cut, self.language, {} if kind.kind == "title" else self.keys)
        words = line.words
        if kind.kind in {"title", "heading", "annex"}:
            words = bare(words)
        if not words:
            return
        block = Block(self._key(item.bookmarks), kind.kind, self._level(kind), {self.language: words}, {}, kind.bis)
        if kind.kind == "title" and len(words) > LONGEST_TITLE:
            self.parts.append(Understood(replace(block, texts={self.language: shortened(words)}), LONG_TITLE))
            block, kind = replace(block, key=new_key(), kind="preambular"), replace(kind, doubt=None)
        self.parts.append(Understood(block, kind.doubt))
        self._notes_inserted(item, block.key)
        self.finder.line(item, line, block.key)
        self._footnotes(item, kind.kind)

    def _key(self, bookmarks: Sequence[str]) -> str:
        """Return the identity that a block has by its first bookmark, if no other has it; else a new one."""
        key = next((self.keys[name] for name in bookmarks), "")
        key = key if key and key not in self.taken else new_key()
        self.taken.add(key)
        return key

    def _level(self, kind: Kind) -> int:
        """Return the level of a block, no deeper than its place allows."""
        above = next((part.block for part in reversed(self.parts) if part.block.kind != "footnote"), None)
        if kind.kind != "subparagraph" or above is None:
            return kind.level
        return min(kind.level, above.level + 1 if above.kind == "subparagraph" else 1)

    def _footnotes(self, item: Para, kind: str) -> None:
        for seg in item.segs:
            if seg.note in self.written or seg.note not in self.keys:
                continue
            self.written.add(seg.note)
            para = self.notes[seg.note]
            line = Line(para, 0, self.language, {})
            name = "note" if kind == "title" else "footnote"
            self.parts.append(Understood(Block(self.keys[seg.note], name, 1, {self.language: line.words}, {})))
            self.finder.line(para, line, self.keys[seg.note])

    def _notes_inserted(self, item: Para, after: str) -> None:
        """Take the footnotes whose marks somebody inserted: they are suggested as blocks of their own."""
        for at, seg in enumerate(item.segs):
            if seg.note not in self.notes or seg.note in self.written or seg.note in self.keys:
                continue
            self.written.add(seg.note)
            segs = [replace(one, inserted=seg.inserted, deleted=None) for one in self.notes[seg.note].segs]
            words = Line(Para(None, [replace(one, inserted=None) for one in segs]), 0, self.language, {}).words
            ends = {ident: place for place, side, ident in item.marks if side == "end"}
            around = [
                (0, "start", ident) for place, side, ident in item.marks
                if side == "start" and place == at and ends.get(ident) == at + 1
            ]  # fmt: skip
            self.finder.inserted(Para(None, segs, around), words, "footnote", after)

    def _insert(self, item: Para, kinds: Kinds) -> None:
        """Take a paragraph that somebody inserted: a suggestion after the last block."""
        new = Para(item.properties, [replace(seg, inserted=None, deleted=None) for seg in item.segs if _stays(seg)])
        text = new.text()
        if not text.strip() or not self.parts:
            self.finder.left_open(item)
            return
        kind = kinds.peek(new, text)
        if kind.kind == "skip":
            self.finder.left_open(item)
            return
        line = Line(new, kind.cut, self.language, {})
        level = f"-{self._level(kind)}" if kind.kind in {"heading", "subparagraph"} else ""
        after = self.parts[-1].block.key
        self.finder.inserted(item, line.words, f"{kind.kind}{level}{'-bis' if kind.bis else ''}", after)
        self._notes_inserted(item, after)

    def _table_inserted(self, table: Table) -> None:
        """Take a table that somebody inserted as a whole."""
        change = next((row.inserted for row in table.rows if row.inserted), None)
        change = change or next((seg.inserted for para in _paras(table) for seg in para.segs if seg.inserted), None)
        proposed = table_as(table.rows, change.author, self.language) if change else ""
        if proposed and change and self.parts:
            segs = [Seg(proposed, inserted=change)]
            self.finder.inserted(Para(None, segs), proposed, "table", self.parts[-1].block.key)

    def _table(self, table: Table) -> None:
        cells = [[joined(cell) for cell in row.cells] for row in table.rows if row.inserted is None]
        lines = [[Line(para, 0, self.language, self.keys) for para in row] for row in cells]
        text = tables.from_cells([[line.words for line in row] for row in lines])
        text = tables.clean_table(text)
        if not text:
            return
        marks = [name for row in cells for para in row for name in para.bookmarks]
        block = Block(self._key(marks), "table", 1, {self.language: text}, {})
        self.parts.append(Understood(block))
        self.finder.table(
            table,
            [[(para, line) for para, line in zip(*both, strict=True)] for both in zip(cells, lines, strict=True)],
            block,
        )
        for para in (para for row in cells for para in row):
            self._footnotes(para, "table")


def _paras(item: Para | Table) -> list[Para]:
    if isinstance(item, Para):
        return [item]
    return [para for row in item.rows for cell in row.cells for para in cell]


def _stays(seg: Seg) -> bool:
    """Leave out of an insertion what its author took out again; what others took out is told beside it."""
    return seg.deleted is None or (seg.inserted is not None and seg.deleted.author != seg.inserted.author)


def _empty(item: Para | Table) -> bool:
    if isinstance(item, Para):
        return not item.text().strip()
    return not any(
        para.text().strip() for row in item.rows if row.inserted is None for cell in row.cells for para in cell
    )
