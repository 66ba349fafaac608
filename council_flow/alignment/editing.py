"""Editing a catalogue of guidance: what is wrong with one, what changed in an edition, whose eyes it still needs. Pure.

An edition is the whole catalogue as data. Who changes a provision is noted in it; what is said to be verified, or to have a
confirmed number, needs the eyes of a second person before the edition comes into force.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from council_flow.alignment import shape
from council_flow.alignment.catalogue import understood
from council_flow.language import Sentence, say

VERIFIED = ("high", "medium", "low")
LOCATORS = ("confirmed", "unconfirmed", "no-number")
STATUSES = ("usable", "placeholder")
FIELDS = (
    "locator",
    "locator_status",
    "title",
    "paraphrase",
    "themes",
    "check_questions",
    "verified",
    "status",
    "source",
)
LONGEST = 4000
"""Characters of a paraphrase, of the questions, of a source."""
NOTICE = "A catalogue of the council's own. It was not approved by any body whose documents it names."
"""What stands over a catalogue that the council begins."""
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_EYES = "second_eyes"
"""Key of a provision under which an edition notes who changed and who confirmed it."""


def digest(data: Mapping[str, Any]) -> str:
    """Return what names the content of an edition."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def provision_problems(data: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Sentence]:
    """Return what is wrong with a provision of a catalogue, by field."""
    problems = {}
    if not str(one.get("title") or "").strip() or len(str(one.get("title"))) > 300:
        problems["title"] = say("Write a title of up to %(n)s characters.", n=300)
    if one.get("status") == "usable" and not str(one.get("paraphrase") or "").strip():
        problems["paraphrase"] = say("Write in your own words what the provision asks for; only then it is offered.")
    for field in ("paraphrase", "source"):
        if len(str(one.get(field) or "")) > LONGEST:
            problems[field] = say("This field takes up to %(n)s characters.", n=LONGEST)
    if not str(one.get("source") or "").strip():
        problems["source"] = say("Name the source: where this was read.")
    known = {theme["id"] for theme in data["themes"]}
    if not one.get("themes") or not set(one["themes"]) <= known:
        problems["themes"] = say("Choose at least one theme of the catalogue.")
    for field, values in (("verified", VERIFIED), ("locator_status", LOCATORS), ("status", STATUSES)):
        if one.get(field) not in values:
            problems[field] = say("Choose one of those that are offered.")
    return problems


def begun_with(data: Mapping[str, Any], name: str, on: date) -> dict[str, Any]:
    """Return a catalogue that has the themes of another one and nothing else yet."""
    meta = {**data["meta"], "title": name, "compiled": on.isoformat(), "notice": NOTICE}
    return {"meta": meta, "themes": copy.deepcopy(list(data["themes"])), "instruments": [], "provisions": []}


def instrument(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return an instrument as an edition holds it."""
    words = ("symbol", "title", "issuer", "date")
    made = {"id": str(fields.get("identifier") or "").strip(), "binding": bool(fields.get("binding"))}
    return made | {key: str(fields.get(key) or "").strip() for key in words}


def instrument_problems(data: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Sentence]:
    """Return what is wrong with an instrument that is to be added to a catalogue, by field."""
    wrong = _unfit("identifier", one["id"], {other["id"] for other in data["instruments"]})
    if not one["title"] or len(one["title"]) > 300:
        wrong["title"] = say("Write a title of up to %(n)s characters.", n=300)
    for field in ("symbol", "issuer", "date"):
        if len(one[field]) > 120:
            wrong[field] = say("This field takes up to %(n)s characters.", n=120)
    return wrong


def new_provision_problems(data: Mapping[str, Any], name: str, instrument: str) -> dict[str, Sentence]:
    """Return what keeps a provision from being added to a catalogue, by field."""
    wrong = _unfit("provision", name, {one["id"] for one in data["provisions"]})
    if instrument not in {one["id"] for one in data["instruments"]}:
        wrong["instrument"] = say("Choose an instrument of the catalogue.")
    return wrong


def _unfit(field: str, name: str, taken: Collection[str]) -> dict[str, Sentence]:
    if not _ID.fullmatch(name):
        return {field: say("An identifier has small letters, digits and hyphens, such as res2396-op13.")}
    return {field: say("This identifier is taken.")} if name in taken else {}


def placeholder(name: str, instrument: str) -> dict[str, Any]:
    """Return a provision whose text is still to be entered."""
    return {
        "id": name, "instrument": instrument, "locator": "", "locator_status": "no-number", "title": name, "paraphrase": "",
        "themes": [], "check_questions": [], "verified": "low", "status": "placeholder", "source": "",
    }  # fmt: skip


def without_dates(data: Any) -> Any:
    """Return data as an edition keeps them: days that YAML read as such are written out."""
    if isinstance(data, Mapping):
        return {str(key): without_dates(value) for key, value in data.items()}
    if isinstance(data, list):
        return [without_dates(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data


def problems(data: Any) -> list[Sentence]:
    """Return what is wrong with a whole catalogue, as it was imported: each with its place."""
    if not isinstance(data, Mapping):
        return [say("The file holds no catalogue: meta, themes, instruments and provisions.")]
    lacking = [key for key in ("meta", "themes", "instruments", "provisions") if not data.get(key)]
    if lacking:
        return [say("The file lacks: %(keys)s.", keys=lacking)]
    return list(shape.problems(data)) or list(_problems(data))


def _problems(data: Mapping[str, Any]) -> Iterator[Sentence]:
    try:
        known = {one["id"] for one in data["instruments"]}
        seen: set[str] = set()
        for one in data["provisions"]:
            name = str(one.get("id") or "")
            if not _ID.fullmatch(name) or name in seen:
                yield say("Provision %(name)s: its id is missing, unfit or there twice.", name=name or "?")
            seen.add(name)
            if one.get("instrument") not in known:
                yield say(
                    "Provision %(name)s: there is no instrument %(instrument)s.",
                    name=name,
                    instrument=str(one.get("instrument")),
                )
            for field, wrong in provision_problems(data, one).items():
                yield say("Provision %(name)s, %(field)s: %(wrong)s", name=name, field=field, wrong=wrong)
        if not data["meta"].get("notice"):
            yield say("The file lacks: %(keys)s.", keys=["meta.notice"])
        understood("check", data, "")
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        yield say("The file holds no catalogue: %(why)s.", why=str(error))


def changed(data: Mapping[str, Any], name: str, fields: Mapping[str, Any], by: int) -> dict[str, Any]:
    """Return a catalogue with a provision changed by an account; it needs the eyes of another one then."""
    made = copy.deepcopy(dict(data))
    for one in made["provisions"]:
        if one["id"] == name:
            one.update({field: fields[field] for field in FIELDS if field in fields})
            one[_EYES] = {"changed_by": by, "confirmed_by": None}
    return made


def confirmed(data: Mapping[str, Any], name: str, by: int) -> dict[str, Any]:
    """Return a catalogue with the change of a provision confirmed by an account."""
    made = copy.deepcopy(dict(data))
    for one in made["provisions"]:
        if one["id"] == name and one.get(_EYES):
            one[_EYES] = {**one[_EYES], "confirmed_by": by}
    return made


def changed_by(one: Mapping[str, Any]) -> int | None:
    """Return the account that changed a provision in this edition; ``None`` where nobody did."""
    found = (one.get(_EYES) or {}).get("changed_by")
    return int(found) if found else None


def needs_eyes(one: Mapping[str, Any]) -> bool:
    """Answer whether a second person has to confirm a provision: it was changed, and says that it is verified or confirmed."""
    eyes = one.get(_EYES) or {}
    claims = one.get("verified") == "high" or one.get("locator_status") == "confirmed"
    return bool(eyes.get("changed_by")) and claims and not eyes.get("confirmed_by")


def sealed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return an edition as it comes into force: without the notes of who changed what."""
    made = copy.deepcopy(dict(data))
    for one in made["provisions"]:
        one.pop(_EYES, None)
    return made


def changed_instruments(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """Return the instruments that differ between two editions, or are there in the new one only."""
    before = {one["id"]: one for one in old["instruments"]}
    return {one["id"] for one in new["instruments"] if before.get(one["id"]) != one}


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Return the provisions that differ between two editions: added, removed or changed."""
    before = {one["id"]: one for one in sealed(old)["provisions"]}
    after = {one["id"]: one for one in sealed(new)["provisions"]}
    found = {name: "added" for name in after if name not in before}
    found |= {name: "removed" for name in before if name not in after}
    return found | {name: "changed" for name in after if name in before and before[name] != after[name]}
