"""The labelled cases: what was quoted in a text, how the text was edited, and what became of the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).parent
SETS = {
    "english": "en", "russian": "ru", "uzbek": "uz", "arabic": "ar", "held_back": "en", "held_back_two": "en2",
    "held_back_three": "en_three", "examined": "en_examined",
}  # fmt: skip
"""Files of cases, each with the text that they are built on where they name none."""


@dataclass(frozen=True)
class Case:
    """A passage ``old[paragraph][start:end]`` and where it stands in ``new``; ``place`` is ``None`` where it was removed."""

    name: str
    kind: str
    old: list[str]
    new: list[str]
    paragraph: int
    start: int
    end: int
    place: tuple[int, int, int] | None
    statuses: tuple[str, ...]


def _read(name: str) -> Any:
    return YAML(typ="safe").load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def cases(*names: str) -> Iterator[Case]:
    """Return the cases of some files, of all without names."""
    texts = _read("texts")
    for name in names or tuple(SETS):
        for n, row in enumerate(_read(name)):
            old = list(texts[row.get("text", SETS[name])])
            yield _case(f"{name}-{n}", row, old, list(texts[row["becomes"]] if "becomes" in row else old))


def _case(name: str, row: dict[str, Any], old: list[str], new: list[str]) -> Case:
    for edit in row.get("do", ()):
        for act, what in edit.items():
            EDITS[act](new, what)
    start = _at(old[row["in"]], row["quote"], row.get("nth", 0), name)
    place = None
    if not row.get("gone"):
        words = row.get("now", row["quote"])
        there = _at(new[row["at"]], words, row.get("now_nth", 0), name)
        place = (row["at"], there, there + len(words))
    statuses = tuple(row.get("status", ())) or ("removed",)
    return Case(name, row["kind"], old, new, row["in"], start, start + len(row["quote"]), place, statuses)


def _at(text: str, words: str, nth: int, name: str) -> int:
    at = text.find(words)
    for _ in range(nth):
        at = text.find(words, at + 1)
    assert at >= 0, f"{name}: {words!r} does not stand in {text!r}"
    return at


def _change(text: list[str], what: list[Any]) -> None:
    n, old, new = what
    assert text[n].count(old) >= 1, f"{old!r} does not stand in {text[n]!r}"
    text[n] = text[n].replace(old, new, 1)


def _delete(text: list[str], n: int) -> None:
    del text[n]


def _insert(text: list[str], what: list[Any]) -> None:
    text.insert(what[0], what[1])


def _move(text: list[str], what: list[int]) -> None:
    text.insert(what[1], text.pop(what[0]))


def _split(text: list[str], what: list[Any]) -> None:
    n, words = what
    at = text[n].index(words)
    text[n : n + 1] = [text[n][:at].rstrip(), text[n][at:]]


def _join(text: list[str], n: int) -> None:
    text[n : n + 2] = [f"{text[n]} {text[n + 1]}"]


EDITS = {"change": _change, "delete": _delete, "insert": _insert, "move": _move, "split": _split, "join": _join}
