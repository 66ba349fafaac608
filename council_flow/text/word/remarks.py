"""The comments of a Word file: who wrote what, in reply to whom. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from council_flow.text.cleaning import clean_lines
from council_flow.text.word.package import W14, W15, Package, W


@dataclass(frozen=True)
class Remark:
    """One comment of a file."""

    id: str
    author: str
    date: str
    text: str
    parent: str = ""
    """Id of the comment that it replies to."""


def remarks(package: Package) -> dict[str, Remark]:
    """Return the comments by their ids, in the order of the file."""
    tree = package.part("comments")
    if tree is None:
        return {}
    paragraph_ids: dict[str, str] = {}
    """Id of the comment that each paragraph with an identity belongs to."""
    found = {}
    for comment in tree.iter(f"{W}comment"):
        ident = comment.get(f"{W}id", "")
        lines = [_said(paragraph) for paragraph in comment.iter(f"{W}p")]
        for paragraph in comment.iter(f"{W}p"):
            paragraph_ids[paragraph.get(f"{W14}paraId", "")] = ident
        author, date = comment.get(f"{W}author", ""), comment.get(f"{W}date", "")
        text = clean_lines("\n".join(lines).replace("\u000b", "\n"))
        found[ident] = Remark(ident, " ".join(author.split())[:150], date[:10], text)
    return _threaded(found, paragraph_ids, package)


def _threaded(found: dict[str, Remark], paragraph_ids: dict[str, str], package: Package) -> dict[str, Remark]:
    extended = package.part("commentsExtended")
    for one in extended.iter(f"{W15}commentEx") if extended is not None else ():
        ident = paragraph_ids.get(one.get(f"{W15}paraId", ""), "")
        parent = paragraph_ids.get(one.get(f"{W15}paraIdParent", "~"), "")
        if ident in found and parent in found and parent != ident:
            was = found[ident]
            found[ident] = Remark(was.id, was.author, was.date, was.text, parent)
    return found


def _said(paragraph: Any) -> str:
    out = []
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}del"), None) is not None:
            continue
        for child in run:
            if child.tag == f"{W}t":
                out.append(child.text or "")
            elif child.tag in {f"{W}tab", f"{W}br", f"{W}cr"}:
                out.append("\n" if child.tag != f"{W}tab" else " ")
    return "".join(out).strip()
