"""The guidance catalogue: instruments, provisions and themes. Pure.

The data is the council's catalogue of CTED guidance as compiled on 23 November 2026: facts with their sources, in
the compiler's own words. Numbers that were not seen in a source are marked; entries whose text was not available are
placeholders and hidden from the check.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from council_flow.language import Sentence, say

CTED = "cted"
"""Name of the catalogue of CTED guidance, which the package carries."""
NOTICE = say(
    "This is the council's own check against its catalogue of CTED guidance, compiled on %(day)s. It is no approval by CTED or any "
    "United Nations body."
)
FOLDER = Path(__file__).parent / "catalogues"


@dataclass(frozen=True)
class Instrument:
    """A document of guidance, such as resolution 2396 (2017)."""

    id: str
    symbol: str
    title: str
    issuer: str
    date: str
    binding: bool


@dataclass(frozen=True)
class Provision:
    """One provision of an instrument. ``locator_status``: confirmed, unconfirmed or no-number."""

    id: str
    instrument: Instrument
    locator: str
    locator_status: str
    title: str
    paraphrase: str
    themes: tuple[str, ...]
    questions: tuple[str, ...]
    verified: str

    @property
    def confirmed(self) -> bool:
        """The number was seen in a source and may be printed."""
        return self.locator_status == "confirmed"

    @property
    def label(self) -> str:
        """How the provision is cited: symbol and place."""
        name = self.instrument.symbol or self.instrument.title
        return f"{name}, {self.locator}" if self.locator else name


@dataclass(frozen=True)
class Catalogue:
    """All instruments, usable provisions and themes of one edition."""

    name: str
    title: str
    compiled: date | None
    """``None`` where nothing is in force."""
    notice: str
    instruments: Mapping[str, Instrument]
    provisions: Mapping[str, Provision]
    themes: Mapping[str, str]
    hidden: int
    """Number of placeholders, which the check does not offer."""
    missing: tuple[tuple[Instrument, tuple[str, ...]], ...] = ()
    """Instruments with the places whose text was not available."""
    digest: str = ""
    """Names this very content: what was worked out from it is worked out anew when it changes."""

    @property
    def disclaimer(self) -> Sentence:
        """What is said over every check against it."""
        if self.compiled is None:
            return say(
                "The catalogue “%(name)s”, which this procedure names, is not in force yet. Those who edit the guidance bring it in.",
                name=self.name,
            )
        if self.name == CTED:
            return say(NOTICE.text, day=self.compiled)
        return say(
            "This is the council's own check against its catalogue “%(title)s”, compiled on %(day)s. It is no approval by any body "
            "whose documents stand in it.",
            title=self.title, day=self.compiled,
        )  # fmt: skip

    @cached_property
    def treated(self) -> frozenset[str]:
        """The themes that some usable provision is about."""
        return frozenset(theme for one in self.provisions.values() for theme in one.themes)

    def by_instrument(self) -> list[tuple[Instrument, list[Provision]]]:
        """Return the usable provisions under their instruments, in the order of the catalogue."""
        return [
            (instrument, found)
            for instrument in self.instruments.values()
            if (found := [one for one in self.provisions.values() if one.instrument.id == instrument.id])
        ]


def names() -> list[str]:
    """Return the names of the catalogues that the package carries."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


NAME = re.compile(r"[a-z][a-z0-9-]{1,39}")
"""What the name of a catalogue looks like: it stands in addresses and in workflow files."""


def mistaken(name: str) -> str | None:
    """Return the catalogue of the package that a name was probably meant to be; ``None`` for its own name or another."""
    found = () if name in names() else get_close_matches(name, names(), 1, cutoff=0.7)
    return next(iter(found), None)


def nothing(name: str) -> dict[str, Any]:
    """Return the data of a catalogue that has no edition in force: what its first edition is compared with."""
    return {"meta": {"compiled": "", "notice": "", "title": name}, "themes": [], "instruments": [], "provisions": []}


def empty(name: str) -> Catalogue:
    """Return a catalogue without provisions, for a procedure whose catalogue is not there yet."""
    return Catalogue(name, "", None, "", {}, {}, {}, 0)


@cache
def load(name: str) -> Catalogue:
    """Read a catalogue by name, once a process.

    Raises:
        KeyError: there is no such catalogue.
    """
    if name not in names():
        raise KeyError(name)
    written = (FOLDER / f"{name}.json").read_bytes()
    return understood(name, json.loads(written), hashlib.sha256(written).hexdigest())


def shipped(name: str) -> dict[str, Any]:
    """Return the data of a catalogue as the package carries it: what the first edition of an installation begins with.

    Raises:
        KeyError: there is no such catalogue.
    """
    if name not in names():
        raise KeyError(name)
    data: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_bytes())
    return data


def understood(name: str, data: Mapping[str, Any], digest: str) -> Catalogue:
    """Return the catalogue that data describe; they have passed :func:`editing.problems`."""
    instruments = {one["id"]: _instrument(one) for one in data["instruments"]}
    usable = [one for one in data["provisions"] if one["status"] == "usable"]
    return Catalogue(
        name=name,
        title=str(data["meta"].get("title") or name),
        compiled=date.fromisoformat(data["meta"]["compiled"]),
        notice=data["meta"]["notice"],
        instruments=instruments,
        provisions={one["id"]: _provision(one, instruments) for one in usable},
        themes={theme["id"]: theme["description"] for theme in data["themes"]},
        hidden=len(data["provisions"]) - len(usable),
        digest=digest,
        missing=tuple(_missing(data, instruments)),
    )


def _missing(
    data: Mapping[str, Any], instruments: Mapping[str, Instrument]
) -> Iterator[tuple[Instrument, tuple[str, ...]]]:
    for name, instrument in instruments.items():
        places = tuple(
            one.get("locator") or "–"
            for one in data["provisions"]
            if one["instrument"] == name and one["status"] != "usable"
        )
        if places:
            yield instrument, places


def _instrument(data: Mapping[str, Any]) -> Instrument:
    return Instrument(
        id=data["id"],
        symbol=data.get("symbol") or "",
        title=data["title"],
        issuer=data.get("issuer") or "",
        date=str(data.get("date") or ""),
        binding=bool(data.get("binding")),
    )


def _provision(data: Mapping[str, Any], instruments: Mapping[str, Instrument]) -> Provision:
    return Provision(
        id=data["id"],
        instrument=instruments[data["instrument"]],
        locator=data.get("locator") or "",
        locator_status=data["locator_status"],
        title=data.get("title") or "",
        paraphrase=data.get("paraphrase") or "",
        themes=tuple(data.get("themes") or ()),
        questions=tuple(data.get("check_questions") or ()),
        verified=data.get("verified") or "low",
    )
