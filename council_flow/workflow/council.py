"""``council.yaml``: what concerns no case. The council, how it counts days, what may be done beside a procedure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from council_flow.language import LANGUAGES, Sentence, Titles, say
from council_flow.workflow.durations import Calendar
from council_flow.workflow.loading import Node, Table, compose, fetch, first_key, plain
from council_flow.workflow.problems import Findings, Problem, TooMany, quoted, unknown
from council_flow.workflow.reading import Reader, first

PERMISSIONS = (
    "people.invite", "people.assign", "people.terms", "workflow.activate", "guidance.edit", "document.add", "audit.read",
    "publication.withdraw", "meetings.edit", "desk.all", "behalf.record",
)  # fmt: skip
"""What can be granted to roles outside any case."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

KEYS = (
    "council", "short", "symbol", "zone", "day_ends", "weekend", "holidays", "languages", "procedures", "roles",
    "states", "permissions",
)  # fmt: skip
REQUIRED = ("council", "symbol", "zone", "roles", "states", "permissions")

_CODE = re.compile(r"[A-Z][A-Z0-9]{0,7}")
_HOUR = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True)
class State:
    """A State at the council. ``voice``: takes positions; ``invited``: takes part by invitation."""

    code: str
    title: Titles
    voice: bool
    invited: bool = False


@dataclass(frozen=True, eq=False)
class Council:
    """The council of this installation."""

    name: Titles
    short: Titles
    symbol: str
    """First part of every symbol: ``REC``."""
    calendar: Calendar
    languages: tuple[str, ...]
    roles: Mapping[str, Titles]
    states: Mapping[str, State]
    permissions: Mapping[str, frozenset[str]]
    """Roles that each permission is granted to."""
    procedures: tuple[str, ...] = ()
    """Names of workflows, in the order in which they are offered; others come after them."""
    source: str = field(default="", repr=False)

    def ordered(self, workflows: Mapping[str, Any]) -> dict[str, Any]:
        """Return workflows by name in the order in which they are offered."""
        first = [name for name in self.procedures if name in workflows]
        return {name: workflows[name] for name in dict.fromkeys([*first, *workflows])}

    @property
    def zone(self) -> ZoneInfo:
        """The council's time zone."""
        return self.calendar.zone

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the file's text, in hexadecimal."""
        return hashlib.sha256(self.source.encode()).hexdigest()

    @property
    def voices(self) -> tuple[State, ...]:
        """The States that take positions, in the order of the file."""
        return tuple(state for state in self.states.values() if state.voice)

    def grants(self, roles: Collection[str]) -> frozenset[str]:
        """Return the permissions that one of these roles is granted."""
        return frozenset(name for name, granted in self.permissions.items() if not granted.isdisjoint(roles))


def check_council(source: Path | str, *, file: str = "") -> tuple[Council | None, list[Problem]]:
    """Read the council's file from a path or a text; find every mistake in it.

    Raises:
        OSError: the file cannot be read.
    """
    findings = Findings(file or (str(source) if isinstance(source, Path) else "text"))
    text = fetch(source, findings) if isinstance(source, Path) else source
    council = None
    with suppress(TooMany):
        root = compose(text, findings) if text is not None else None
        if root is not None and text is not None:
            council = _council(Reader(findings), root, text)
    return (None if findings.problems else council), findings.sorted()


def _council(reader: Reader, root: Table, text: str) -> Council:
    reader.keys(root, KEYS, REQUIRED)
    name = reader.languages(root.values["council"], "council") if "council" in root.values else Titles()
    roles = {role: reader.languages(node, role) for role, node, _ in _named(reader, root, "roles")}
    reader.roles = roles.keys()
    return Council(
        name=name,
        short=reader.languages(root.values["short"], "short") if "short" in root.values else name,
        symbol=_symbol(reader, root),
        calendar=_calendar(reader, root),
        languages=tuple(_words(reader, root, "languages", LANGUAGES)) or LANGUAGES,
        roles=roles,
        states=_states(reader, root),
        permissions=_permissions(reader, root),
        procedures=_procedures(reader, root),
        source=text,
    )


def _named(reader: Reader, root: Table, key: str) -> list[tuple[str, Node, int]]:
    return list(reader.named(root.values[key], key)) if key in root.values else []


def _symbol(reader: Reader, root: Table) -> str:
    node = first(root, "symbol")
    symbol = plain(node)
    if "symbol" in root.values and not (isinstance(symbol, str) and _CODE.fullmatch(symbol)):
        reader.wrong(node, "symbol", say("1 to 8 capital letters and digits"))
    return str(symbol)


def _calendar(reader: Reader, root: Table) -> Calendar:
    weekend = [WEEKDAYS.index(day) for day in _words(reader, root, "weekend", WEEKDAYS)]
    if len(set(weekend)) == len(WEEKDAYS):
        reader.note(root.values["weekend"].line, "W012", say("A week has at least one working day."))
    return Calendar(
        zone=_zone(reader, root),
        day_ends=_hour(reader, root.values.get("day_ends")),
        weekend=frozenset(weekend if "weekend" in root.values else (5, 6)),
        holidays=frozenset(_holidays(reader, root)),
    )


def _zone(reader: Reader, root: Table) -> ZoneInfo:
    node = root.values.get("zone")
    name = reader.text(node, "zone") if node is not None else None
    if name is None or node is None:
        return ZoneInfo("UTC")
    known = available_timezones()
    if name in known:
        return ZoneInfo(name)
    plain_text = say("The time zone “%(word)s” is not known.")
    near = say("The time zone “%(word)s” is not known. “%(near)s” is.")
    reader.note(node.line, "W060", unknown(name, reader.findings.nearest(name, known), plain_text, near))
    return ZoneInfo("UTC")


def _hour(reader: Reader, node: Node | None) -> time:
    if node is None:
        return time(18)
    found = _HOUR.fullmatch(str(plain(node)))
    if found is None:
        reader.wrong(node, "day_ends", say("an hour such as 18:00"))
        return time(18)
    return time(int(found[1]), int(found[2]))


def _words(reader: Reader, root: Table, key: str, known: tuple[str, ...]) -> list[str]:
    """Return a list of words of which each is known."""
    found = []
    for node in reader.listed(root.values.get(key), key):
        word = reader.text(node, key)
        if word in known:
            found.append(word)
        elif word is not None:
            wanted: Sentence = say("one of: %(known)s", known=", ".join(known))
            reader.wrong(node, key, wanted)
    return found


def _procedures(reader: Reader, root: Table) -> tuple[str, ...]:
    found = [reader.text(node, "procedures") for node in reader.listed(root.values.get("procedures"), "procedures")]
    return tuple(name for name in found if name is not None)


def _holidays(reader: Reader, root: Table) -> list[date]:
    found = []
    for node in reader.listed(root.values.get("holidays"), "holidays"):
        try:
            found.append(date.fromisoformat(str(plain(node))))
        except ValueError:
            reader.wrong(node, "holidays", say("a date such as 2027-03-21"))
    return found


def _states(reader: Reader, root: Table) -> dict[str, State]:
    found = {}
    table = reader.table(root.values["states"], "states") if "states" in root.values else Table({}, {}, 1)
    for code, node in table.values.items():
        if not _CODE.fullmatch(code):
            message = say("“%(word)s” is not a code of 1 to 8 capital letters and digits.", word=quoted(code))
            reader.note(table.keys[code], "W014", message)
        state = reader.table(node, code)
        reader.keys(state, ("title", "voice", "invited"), ("voice",), code)
        found[code] = State(
            code=code,
            title=reader.titles(state, code),
            voice=reader.flag(state.values.get("voice"), "voice"),
            invited=reader.flag(state.values.get("invited"), "invited"),
        )
    return found


def _permissions(reader: Reader, root: Table) -> dict[str, frozenset[str]]:
    table = reader.table(root.values["permissions"], "permissions") if "permissions" in root.values else None
    if table is None:
        return {}
    for name in table.values:
        if name not in PERMISSIONS:
            plain_text = say("The permission “%(word)s” is not known.")
            near = say("The permission “%(word)s” is not known. “%(near)s” is.")
            reader.note(
                table.keys[name], "W061", unknown(name, reader.findings.nearest(name, PERMISSIONS), plain_text, near)
            )
    return {name: reader.role_names(node, name) for name, node in table.values.items()}


def is_council(text: str) -> bool:
    """Answer whether a text is a council's file: its first key is ``council``."""
    return first_key(text) == "council"
