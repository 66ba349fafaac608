"""Sentences that are translated where they are shown, and texts that exist in several languages.

Pure: rooms and the engine make a :class:`Sentence`; ``web/language.py`` turns it into the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

LANGUAGES = ("en", "ru", "uz", "ar")
"""Languages of the interface and of texts, in the order of the council's glossary."""

NAMES = {"en": "English", "ru": "Русский", "uz": "Oʻzbekcha", "ar": "العربية"}
"""Each language's own name."""

RIGHT_TO_LEFT = frozenset({"ar"})


def direction(language: str) -> str:
    """Return the writing direction of a language: ``ltr`` or ``rtl``."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


class Titles(dict[str, str]):
    """One short text in several languages, such as the name of a stage or of a State."""

    def __init__(self, texts: Mapping[str, str] | str = "") -> None:
        super().__init__({"en": texts} if isinstance(texts, str) else texts)

    def within(self, language: str) -> str:
        """Return the text in ``language``, else in English, else in whichever exists, else empty."""
        return self.get(language) or self.get("en") or next(iter(self.values()), "")

    def __str__(self) -> str:
        return self.within("en")


@dataclass(frozen=True)
class Sentence:
    """An English message with named parameters, ``%(name)s``, translated when shown.

    Parameters may be text, numbers, instants, :class:`Titles`, other sentences or lists of these.
    """

    text: str
    params: Mapping[str, Any] = field(default_factory=dict)
    plural: str | None = None
    n: int | None = None

    def __str__(self) -> str:
        message = self.plural if self.plural is not None and self.n != 1 else self.text
        return message % {name: _plain(value) for name, value in self.params.items()} if self.params else message

    def __hash__(self) -> int:
        return hash((self.text, self.plural, self.n))

    def as_data(self) -> dict[str, Any]:
        """Return JSON data from which :func:`from_data` makes the same sentence again."""
        return {"text": self.text, "params": _data(self.params), "plural": self.plural, "n": self.n}


def say(text: str, /, **params: Any) -> Sentence:
    """Make a sentence. The extraction of messages looks for calls of this name."""
    return Sentence(text, params)


def say_n(singular: str, plural: str, n: int, /, **params: Any) -> Sentence:
    """Make a sentence that depends on the number ``n``, available inside it as ``%(n)s``."""
    return Sentence(singular, {"n": n, **params}, plural, n)


def mark(text: str, /) -> str:
    """Mark a message for extraction that is looked up elsewhere, for example in a table."""
    return text


FEW = 4
"""How many names a sentence lists before it counts the others."""


def few(names: Sequence[Any]) -> list[Any]:
    """Return the names that a sentence lists: all where they are few, else the first ones and how many more."""
    if len(names) <= FEW + 1:
        return list(names)
    more = len(names) - FEW
    return [*names[:FEW], say_n("%(n)s more", "%(n)s more", more)]


def apart(names: Sequence[Any]) -> Any:
    """Return names as one, with semicolons between them: for names that hold commas, such as "Expert, Jordan"."""
    first, *others = names
    return say("%(first)s; %(others)s", first=first, others=apart(others)) if others else first


def from_data(data: Mapping[str, Any]) -> Sentence:
    """Make a sentence from what :meth:`Sentence.as_data` returned."""
    return Sentence(data["text"], _value(data.get("params") or {}), data.get("plural"), data.get("n"))


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(part) for part in value)
    if isinstance(value, datetime):
        return value.strftime("%-d %B %Y")
    return value


def _data(value: Any) -> Any:
    if isinstance(value, Sentence):
        return {"_": "sentence", **value.as_data()}
    if isinstance(value, Titles):
        return {"_": "titles", "texts": dict(value)}
    if isinstance(value, datetime):
        return {"_": "instant", "at": value.isoformat()}
    if isinstance(value, Mapping):
        return {name: _data(part) for name, part in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_data(part) for part in value]
    return value


def _value(data: Any) -> Any:
    if isinstance(data, list):
        return [_value(part) for part in data]
    if not isinstance(data, dict):
        return data
    match data.get("_"):
        case "sentence":
            return from_data(data)
        case "titles":
            return Titles(data["texts"])
        case "instant":
            return datetime.fromisoformat(data["at"])
    return {name: _value(part) for name, part in data.items()}
