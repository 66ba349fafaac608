"""Inline text: words, stars around those that are set apart, references that renumber themselves. Pure.

``*Recalling* its resolution`` sets the first word apart. ``[8 (d)](#KEY)`` refers to the paragraph whose identity is
``KEY``, ``[REC/2026/2](/register/2026/2)`` to another document: the label in square brackets is derived and renewed whenever
a version is saved (``text/references.py``). ``[^KEY]`` is the mark of a footnote and has no width. ``\\*``, ``\\[`` and ``\\\\``
are the signs themselves. Places in a text (of comments, of changes) are counted in code points of the plain words, without
stars and targets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup, escape

TARGET = r"#[a-z0-9]{1,24}|/(?:drafts|register)/(?:GP/)?[0-9]{4}/[A-Za-z0-9./]{1,40}"
"""What a reference may point at: a block of the same text, a draft, a publication."""
_INLINE = re.compile(
    r"\*(?=[^\s*])((?:\\.|[^*\\])*?[^\s*\\]|\\.)\*"
    rf"|\[(?P<label>[^\[\]\n]{{1,60}})\]\((?P<target>{TARGET})\)"
    r"|\[\^(?P<note>[a-z0-9]{1,24})\]"
    r"|\\(?P<sign>[\\*\[])",
    re.DOTALL | re.IGNORECASE,
)
_REFERENCE = re.compile(
    rf"\[(?P<label>[^\[\]\n]{{1,60}})\]\((?P<target>{TARGET})\)|\[\^(?P<note>[a-z0-9]{{1,24}})\]", re.IGNORECASE
)
_ESCAPED = re.compile(r"\\([\\*\[])")
_SIGNS = ("*", "\\", "[")


@dataclass(frozen=True)
class Run:
    """Words in a row that look the same."""

    text: str
    apart: bool
    """Set apart: italic, or heavier where a script has no italic."""
    target: str = ""
    """Where a reference points; ``^KEY`` for the mark of a footnote, which has no words."""


def _simple(text: str) -> bool:
    return not any(sign in text for sign in _SIGNS)


@lru_cache(maxsize=8192)
def runs(text: str) -> tuple[Run, ...]:
    """Return inline text as runs."""
    if _simple(text):
        return (Run(text, False),) if text else ()
    found: list[Run] = []
    _read(text, found, apart=False)
    return tuple(found)


def _read(text: str, found: list[Run], *, apart: bool) -> None:
    at = 0
    for match in (_REFERENCE if apart else _INLINE).finditer(text):
        if apart and _is_escaped(text, match.start()):
            continue
        _add(found, _said(text[at : match.start()], apart), apart)
        if match["target"]:
            found.append(Run(match["label"], apart, match["target"]))
        elif match["note"]:
            found.append(Run("", apart, f"^{match['note']}"))
        elif not apart and match["sign"]:
            _add(found, match["sign"], apart)
        else:
            _read(match[1], found, apart=True)
        at = match.end()
    _add(found, _said(text[at:], apart), apart)


def _said(words: str, apart: bool) -> str:
    """Inside words set apart, signs are still escaped."""
    return _ESCAPED.sub(r"\1", words) if apart else words


def _add(found: list[Run], words: str, apart: bool) -> None:
    if not words:
        return
    if found and found[-1].apart == apart and not found[-1].target:
        found[-1] = Run(found[-1].text + words, apart)
    else:
        found.append(Run(words, apart))


def plain(text: str) -> str:
    """Return the words alone."""
    if _simple(text):
        return text
    return "".join(run.text for run in runs(text))


def escaped(words: str) -> str:
    """Return inline text that says exactly these words, nothing set apart, no reference."""
    return _NEEDS.sub(r"\\\g<0>", words)


_NEEDS = re.compile(rf"[\\*]|\[(?=[^\[\]\n]{{1,60}}\]\((?:{TARGET})\)|\^[a-z0-9]{{1,24}}\])", re.IGNORECASE)


def targets(text: str) -> list[str]:
    """Return where the references of a text point, in their order; ``^KEY`` for footnotes."""
    return [run.target for run in runs(text) if run.target] if "[" in text else []


def retargeted(text: str, labels: Mapping[str, str], targets: Mapping[str, str] | None = None) -> str:
    """Return inline text with other labels, and other targets, of its references; what is not named stays."""
    if "[" not in text:
        return text

    def renewed(match: re.Match[str]) -> str:
        if _is_escaped(text, match.start()):
            return match[0]
        target = match["target"] or f"^{match['note']}"
        goes = (targets or {}).get(target, target)
        return f"[{goes}]" if match["note"] else f"[{labels.get(target, match['label'])}]({goes})"

    return _REFERENCE.sub(renewed, text)


def _is_escaped(text: str, at: int) -> bool:
    before = len(text[:at]) - len(text[:at].rstrip("\\"))
    return before % 2 == 1


@dataclass(frozen=True)
class Mark:
    """Words to be marked: places in the plain words, id and class of the mark."""

    start: int
    end: int
    id: str
    css: str
    tag: str = "mark"


def html(text: str, marks: Sequence[Mark] = (), notes: Mapping[str, str] | None = None) -> Markup:
    """Return inline text as safe HTML, with marks. Marks may overlap; an id stands where its mark begins.

    Args:
        text: inline text.
        marks: words to be marked.
        notes: number of each footnote by its key; footnotes that are not named get no mark.
    """
    if not marks and _simple(text):
        return escape(text)
    found = runs(text)
    length = sum(len(run.text) for run in found)
    within = [mark for mark in marks if 0 <= mark.start < mark.end <= length]
    cuts = sorted({0, length, *(mark.start for mark in within), *(mark.end for mark in within)})
    out: list[str] = []
    at = 0
    for run in found:
        end = at + len(run.text)
        inside = [at, *(cut for cut in cuts if at < cut < end), end]
        pieces = [_piece(run.text[a - at : b - at], a, b, within) for a, b in pairwise(inside)]
        out.append(_dressed("".join(pieces), run, notes or {}))
        at = end
    return Markup("".join(out))  # noqa: S704 - every word went through escape()


def _dressed(words: str, run: Run, notes: Mapping[str, str]) -> str:
    if run.target.startswith("^"):
        number = notes.get(run.target[1:])
        return f'<sup class="fn-call"><a href="#b-{run.target[1:]}">{escape(number)}</a></sup>' if number else ""
    if run.target.startswith("#"):
        words = f'<a class="ref" href="#b-{run.target[1:]}">{words}</a>'
    elif run.target:
        words = f'<a class="ref" href="{escape(run.target)}">{words}</a>'
    return f"<em>{words}</em>" if run.apart else words


def _piece(words: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    out = str(escape(words))
    if not words:
        return out
    for mark in marks:
        if mark.start <= start and end <= mark.end:
            identity = f' id="{escape(mark.id)}"' if mark.id and mark.start == start else ""
            css = f' class="{escape(mark.css)}"' if mark.css else ""
            out = f"<{mark.tag}{identity}{css}>{out}</{mark.tag}>"
    return out
