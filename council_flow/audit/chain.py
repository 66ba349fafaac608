"""The chain of the record: how an entry is hashed, and how a broken chain is found. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from council_flow.language import Sentence, say

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""

SHORTEST = 8
"""Fewest characters of a hash by which a head held on paper is compared."""


@dataclass(frozen=True)
class Sealed:
    """One entry as it is stored."""

    seq: int
    at: datetime
    actor_id: int | None
    actor_name: str
    actor_label: Mapping[str, str]
    tag: str
    case_id: int | None
    subject: str | None
    data: Mapping[str, Any]
    previous: str
    hash: str


SALT = "salt"
"""Name under which an entry that hides who acted, or what was said, keeps random characters. Without them whoever may read the
hash could try every account, or every answer, until it fits. They are shown to nobody."""


@dataclass(frozen=True)
class Held:
    """The head of the chain at some moment, as kept outside the record. ``hash`` may be its first characters."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


@dataclass(frozen=True)
class Problem:
    """What is wrong with the chain. ``kind``: altered, removed, inserted, exchanged, reordered, cut or other_head."""

    kind: str
    seq: int
    sentence: Sentence


def normal(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return data exactly as it comes back from storage, so that it is hashed as it is read.

    Raises:
        TypeError, ValueError: a value cannot be written as JSON.
    """
    found: dict[str, Any] = json.loads(json.dumps(data, ensure_ascii=False, allow_nan=False))
    return found


def entry_hash(entry: Sealed) -> str:
    """Return the SHA-256, in hexadecimal, of everything an entry says and of the hash before it."""
    content = {
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": entry.actor_id,
        "actor_name": entry.actor_name,
        "actor_label": dict(entry.actor_label),
        "tag": entry.tag,
        "case_id": entry.case_id,
        "subject": entry.subject,
        "data": entry.data,
        "previous": entry.previous,
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def parse_head(text: str) -> Held:
    """Read ``N:HASH``, with any spaces inside, as printed in an adoption record.

    Raises:
        ValueError: it is not a number, a colon and at least eight characters of a hash.
    """
    number, colon, digest = "".join(text.split()).replace(",", "").partition(":")
    if not colon or not number.isascii() or not number.isdigit() or len(number) > 15:
        raise ValueError(text)
    if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST},64}}", digest.lower()):
        raise ValueError(text)
    return Held(int(number), digest.lower())


def verify(entries: Iterable[Sealed], head: Held | None = None, held: Sequence[Held] = ()) -> list[Problem]:
    """Return everything that is wrong with a chain; an empty list for a whole one.

    Args:
        entries: all entries in the order in which they are stored.
        head: the head that the database keeps beside the entries; ``None`` leaves the end unchecked.
        held: heads kept elsewhere, on paper or in a file.
    """
    problems: list[Problem] = []
    last = Held(0, GENESIS)
    hashes: dict[int, str] = {}
    wanted = {one.seq for one in held}
    for entry in entries:
        problems += _against(entry, last)
        if entry.seq in wanted:
            hashes.setdefault(entry.seq, entry.hash)
        last = Held(max(entry.seq, last.seq), entry.hash)
    if head is not None:
        problems += _end(last, head)
    return problems + [problem for one in held for problem in _outside(one, hashes, last)]


def _against(entry: Sealed, last: Held) -> list[Problem]:
    """Compare one entry with itself and with the one before it."""
    problems = []
    if entry_hash(entry) != entry.hash:
        problems.append(_problem("altered", entry.seq, _ALTERED))
    if entry.seq == last.seq + 1:
        if entry.previous != last.hash:
            problems.append(_problem("exchanged", entry.seq, _EXCHANGED))
    elif entry.seq > last.seq + 1:
        problems.append(_missing("removed", last.seq + 1, entry.seq - 1))
    elif entry.seq == last.seq:
        problems.append(_problem("inserted", entry.seq, _INSERTED))
    else:
        problems.append(_problem("reordered", entry.seq, _REORDERED))
    return problems


def _end(last: Held, head: Held) -> list[Problem]:
    if last.seq < head.seq:
        return [_missing("cut", last.seq + 1, head.seq)]
    if last.seq > head.seq:
        return [_problem("inserted", head.seq + 1, _BEYOND)]
    return [] if last.hash == head.hash else [_problem("exchanged", head.seq, _HEAD)]


def _outside(one: Held, hashes: Mapping[int, str], last: Held) -> list[Problem]:
    """Compare the chain with a head kept elsewhere."""
    if one.seq > last.seq:
        return [_missing("cut", last.seq + 1, one.seq)]
    if one.seq in hashes and not hashes[one.seq].startswith(one.hash):
        return [_problem("other_head", one.seq, _OTHER)]
    return []


def _problem(kind: str, seq: int, sentence: Sentence) -> Problem:
    return Problem(kind, seq, Sentence(sentence.text, {"n": seq}))


def _missing(kind: str, first: int, last: int) -> Problem:
    if first == last:
        return Problem(kind, first, say("Entry %(n)s is missing.", n=first))
    return Problem(kind, first, say("Entries %(first)s to %(last)s are missing.", first=first, last=last))


_ALTERED = say("Entry %(n)s does not carry the hash of what it says: it was altered.")
_EXCHANGED = say("Entry %(n)s does not follow the entry before it: one of the two was exchanged.")
_INSERTED = say("Entry %(n)s stands twice: one of the two was inserted.")
_REORDERED = say("Entry %(n)s stands after a later one: the order was changed.")
_BEYOND = say("Entry %(n)s stands beyond the head of the chain: it was inserted.")
_HEAD = say("Entry %(n)s is not the one that the head of the chain names.")
_OTHER = say("Entry %(n)s does not carry the hash that was kept outside the record: the chain was rewritten.")
