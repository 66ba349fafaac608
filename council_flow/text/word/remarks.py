"""The comments of a Word file: who wrote what, in reply to whom. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    reason: bool | None = None
    """It is the reason of a tracked change, or is not; ``None`` where the file does not say, as Word itself never does."""


_STEP, _REASON, _MOST = 0x1000, 0x800, 0x1000 * 20_000


def thread_id(number: int, reason: bool, line: int | None = None) -> str:
    """Return the identity of a paragraph of a comment that we write: eight figures below 0x80000000.

    The last paragraph (``line`` is ``None``) names the thread; in it we say whether the comment is the reason of a change,
    which several comments of one person on the same words would not tell. Programs that keep it leave it as it is; by
    chance one of theirs looks like ours once in forty thousand.
    """
    return f"{(number + 1) * _STEP + (_REASON * reason if line is None else line + 1):08X}"


def _is_reason(last: str) -> bool | None:
    try:
        number = int(last, 16)
    except ValueError:
        return None
    return {0: False, _REASON: True}.get(number % _STEP) if _STEP <= number <= _MOST else None


def remarks(package: Package) -> dict[str, Remark]:
    """Return the comments by their ids, in the order of the file."""
    tree = package.part("comments")
    if tree is None:
        return {}
    paragraph_ids: dict[str, str] = {}
    """Id of the comment that each paragraph with an identity belongs to."""
    found: dict[str, Remark] = {}
    for comment in tree.iter(f"{W}comment"):
        ident = comment.get(f"{W}id", "")
        lines = [_said(paragraph) for paragraph in comment.iter(f"{W}p")]
        last = ""
        for paragraph in comment.iter(f"{W}p"):
            last = paragraph.get(f"{W14}paraId", "")
            paragraph_ids[last] = ident
        author, date = comment.get(f"{W}author", ""), comment.get(f"{W}date", "")
        text = clean_lines("\n".join(lines).replace("\u000b", "\n"))
        found[ident] = Remark(ident, " ".join(author.split())[:150], date[:10], text, reason=_is_reason(last))
    return _threaded(found, paragraph_ids, package)


def _threaded(found: dict[str, Remark], paragraph_ids: dict[str, str], package: Package) -> dict[str, Remark]:
    extended = package.part("commentsExtended")
    for one in extended.iter(f"{W15}commentEx") if extended is not None else ():
        ident = paragraph_ids.get(one.get(f"{W15}paraId", ""), "")
        parent = paragraph_ids.get(one.get(f"{W15}paraIdParent", "~"), "")
        if ident in found and parent in found and parent != ident:
            found[ident] = replace(found[ident], parent=parent)
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
