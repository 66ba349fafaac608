"""What a Word file says of its paragraphs in general: styles with those they rest on, lists with their levels. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from council_flow.text.word.package import Package, W, switched, value, whole

_HEADING = re.compile(r"(?:heading|заголовок|sarlavha|عنوان)\s*(\d)", re.IGNORECASE)


@dataclass(frozen=True)
class ListLevel:
    """How one level of a list numbers its paragraphs."""

    format: str
    """decimal, lowerLetter, lowerRoman, bullet, …"""
    text: str
    """``%1.``, ``(%2)``"""


class Formats:
    """Styles and lists of a file."""

    def __init__(self, package: Package) -> None:
        self._styles: dict[str, Any] = {}
        self._default = ""
        self._switched: dict[tuple[str | None, str], bool] = {}
        self._named: dict[str | None, list[str]] = {}
        """What was asked of styles before: each is asked for with every run."""
        styles = package.part("styles")
        self._doc_run = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if styles is not None else None
        for style in styles.iter(f"{W}style") if styles is not None else ():
            name = style.get(f"{W}styleId", "")
            self._styles[name] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self._default = name
        self.known = {(value(style, "name") or "").casefold() for style in self._styles.values()}
        """Names of all styles, in small letters."""
        self._levels = dict(_lists(package.part("numbering")))

    def chain(self, style: str | None) -> Iterator[Any]:
        """Yield a style and those that it rests on, the nearest first."""
        name = style or self._default
        for _ in range(20):
            found = self._styles.get(name)
            if found is None:
                return
            yield found
            name = value(found, "basedOn") or ""

    def names(self, style: str | None) -> list[str]:
        """Return the names of a style and of those that it rests on, in small letters."""
        if style not in self._named:
            self._named[style] = self._names(style)
        return self._named[style]

    def _names(self, style: str | None) -> list[str]:
        return [(value(found, "name") or "").casefold() for found in self.chain(style)]

    def outline(self, properties: Any) -> int | None:
        """Return the level of a heading from 1, ``None`` for a paragraph of text."""
        level = whole(value(properties, "outlineLvl"))
        if level is None:
            for style in self.chain(value(properties, "pStyle")):
                if match := _HEADING.match(value(style, "name") or ""):
                    return int(match[1])
                level = whole(value(style.find(f"{W}pPr"), "outlineLvl"))
                if level is not None:
                    break
        return level + 1 if level is not None and level < 9 else None

    def numbered(self, properties: Any) -> tuple[str, int] | None:
        """Return the list and the level of a paragraph; ``None`` where it has no automatic number."""
        style = value(properties, "pStyle")
        said = properties.find(f"{W}numPr") if properties is not None else None
        list_id, level = value(said, "numId"), whole(value(said, "ilvl"))
        for one in self.chain(style):
            if list_id is not None and level is not None:
                break
            of_style = one.find(f"{W}pPr/{W}numPr")
            if list_id is None:
                list_id = value(of_style, "numId")
            if level is None:
                level = whole(value(of_style, "ilvl"))
                if level is None and list_id:
                    level = self._level_of_style(list_id, one.get(f"{W}styleId", ""))
        if not list_id or list_id == "0":
            return None
        return list_id, level or 0

    def level(self, list_id: str, depth: int) -> ListLevel | None:
        """Return how a level of a list numbers."""
        found = self._levels.get(list_id, {}).get(depth)
        return found[0] if found else None

    def _level_of_style(self, list_id: str, style: str) -> int | None:
        return next((depth for depth, (_, of) in self._levels.get(list_id, {}).items() if of == style and style), None)

    def run(self, properties: Any, paragraph_style: str | None, name: str) -> bool:
        """Answer whether a property of letters (``i``, ``b``, ``u``, ``vanish``) is on in a run."""
        said = switched(properties, name)
        if said is not None:
            return said
        for style in self.chain(value(properties, "rStyle")) if value(properties, "rStyle") else ():
            if (said := switched(style.find(f"{W}rPr"), name)) is not None:
                return said
        return self.style_run(paragraph_style, name)

    def style_run(self, style: str | None, name: str) -> bool:
        """Answer whether a style of paragraphs has a property of letters on."""
        if (style, name) not in self._switched:
            self._switched[style, name] = self._style_run(style, name)
        return self._switched[style, name]

    def _style_run(self, style: str | None, name: str) -> bool:
        for one in self.chain(style):
            if (said := switched(one.find(f"{W}rPr"), name)) is not None:
                return said
        return bool(switched(self._doc_run, name))


def _lists(numbering: Any) -> Iterator[tuple[str, dict[int, tuple[ListLevel, str]]]]:
    """Yield each list with its levels and the style that a level belongs to."""
    if numbering is None:
        return
    abstract = {one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
    for one in numbering.iter(f"{W}num"):
        levels = {}
        base = abstract.get(value(one, "abstractNumId"))
        for level in base.iter(f"{W}lvl") if base is not None else ():
            levels[whole(level.get(f"{W}ilvl")) or 0] = _level(level)
        for override in one.iter(f"{W}lvlOverride"):
            if (level := override.find(f"{W}lvl")) is not None:
                levels[whole(override.get(f"{W}ilvl")) or 0] = _level(level)
        yield one.get(f"{W}numId", ""), levels


def _level(level: Any) -> tuple[ListLevel, str]:
    found = ListLevel(value(level, "numFmt") or "decimal", value(level, "lvlText") or "")
    return found, value(level, "pStyle") or ""
