"""Opening a Word file safely: its parts as trees, nothing fetched, nothing expanded, nothing executed. Pure.

A Word file (ECMA-376, Office Open XML) is a zip archive of XML parts. Limits are kept while reading, whatever the archive says
of itself; parts that could run (macros, embedded objects) are never opened.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from council_flow.archives import UNREADABLE
from council_flow.errors import Invalid
from council_flow.language import Sentence, say

LARGEST = 5_000_000
"""Bytes of a file that is taken."""
LARGEST_INFLATED = 60_000_000
"""Bytes of its parts together when they are unpacked."""
MOST_PARTS = 3_000
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip
"""Names that files saved as "Strict Open XML" use instead (ISO/IEC 29500)."""
W = f"{{{MAIN}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

TOO_LARGE = say("The file is larger than %(n)s MB.", n=LARGEST // 1_000_000)
TOO_MUCH = say("Unpacked, the file is larger than %(n)s MB. Take pictures out of it and save it again.", n=LARGEST_INFLATED // 1_000_000)  # fmt: skip
OLD_WORD = say("This is a file of an older Word, or one with a password. Save it as .docx without a password.")
NO_WORD = say("This is no Word file. A .docx, a Markdown file or plain text is read.")
DAMAGED = say("The file is damaged: Word itself may open it and save it anew.")


def refused(sentence: Sentence) -> Invalid:
    """Return the refusal of a file, beside the field where it was chosen."""
    return Invalid({"file": sentence})


class Package:
    """The parts of a Word file, each read when it is asked for.

    Raises:
        Invalid: on opening or reading, a sentence beside ``file``.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) > LARGEST:
            raise refused(TOO_LARGE)
        if data.startswith(_OLD_WORD):
            raise refused(OLD_WORD)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except UNREADABLE as error:
            raise refused(DAMAGED if data.startswith(b"PK") else NO_WORD) from error
        self._left = LARGEST_INFLATED
        self._parts = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        if len(self._parts) > MOST_PARTS or sum(info.file_size for info in self._parts.values()) > LARGEST_INFLATED:
            raise refused(TOO_MUCH)
        self.main = self._main()
        self.document: Any = self.tree(self.main)
        if self.document is None or self.document.tag != f"{W}document":
            raise refused(NO_WORD)
        self.related = dict(self._relations(self.main))
        """Part by the last word of the type that relates it to the document: styles, numbering, comments, …"""

    @property
    def names(self) -> list[str]:
        """Names of all parts."""
        return list(self._parts)

    def part(self, kind: str) -> Any:
        """Return the tree of a part that belongs to the document, ``None`` where there is none."""
        name = self.related.get(kind)
        return self.tree(name) if name else None

    def tree(self, name: str) -> Any:
        """Return the tree of a part by its name, ``None`` where there is none."""
        info = self._parts.get(name)
        if info is None:
            return None
        data = self._bytes(info)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise refused(DAMAGED) from error
        if root.getroottree().docinfo.doctype:
            raise refused(DAMAGED)
        return root

    def _bytes(self, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & 1:  # a part with a password
            raise refused(OLD_WORD)
        try:
            with self._zip.open(info) as part:
                data = part.read(self._left + 1)
        except UNREADABLE as error:
            raise refused(DAMAGED) from error
        self._left -= len(data)
        if self._left < 0:
            raise refused(TOO_MUCH)
        return data

    def _main(self) -> str:
        for kind, target in self._relations(""):
            if kind == "officeDocument":
                return target
        raise refused(NO_WORD)

    def _relations(self, name: str) -> Iterator[tuple[str, str]]:
        folder, base = posixpath.split(name)
        tree = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        if tree is None:
            return
        for relation in tree.iter(_RELATIONS):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield relation.get("Type", "").rsplit("/", 1)[-1], path


def value(element: Any, name: str, attribute: str = "val") -> str | None:
    """Return the attribute of a child, such as ``<w:ilvl w:val="1"/>``; ``None`` where there is no such child."""
    child = element.find(f"{W}{name}") if element is not None else None
    return None if child is None else child.get(f"{W}{attribute}", "")


def switched(element: Any, name: str) -> bool | None:
    """Return a property that is on or off; ``None`` where nothing is said."""
    said = value(element, name)
    return None if said is None else said not in {"0", "false", "off", "none"}


def whole(text: str | None) -> int | None:
    """Return a whole number, ``None`` for anything else."""
    return int(text) if text and text.lstrip("-").isdecimal() and len(text) < 10 else None
