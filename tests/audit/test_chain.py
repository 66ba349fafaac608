"""The chain finds any change, whatever it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council_flow.audit.chain import GENESIS, Held, Sealed, entry_hash, normal, parse_head, verify
from tests.audit.conftest import NOW


def chain(length: int) -> list[Sealed]:
    entries: list[Sealed] = []
    previous = GENESIS
    for seq in range(1, length + 1):
        entry = Sealed(seq, NOW, 1, "Name", {"en": "Chair"}, "text.version.saved", 7, None, {"n": seq}, previous, "")
        previous = entry_hash(entry)
        entries.append(replace(entry, hash=previous))
    return entries


def head(entries: list[Sealed]) -> Held:
    return Held(entries[-1].seq, entries[-1].hash)


@given(st.integers(1, 12))
def test_a_chain_as_written_is_whole(length: int) -> None:
    entries = chain(length)
    assert verify(entries, head(entries), [Held(one.seq, one.hash[:8]) for one in entries]) == []


@given(st.lists(st.integers(0, 7), max_size=8))
def test_every_other_selection_or_order_of_entries_is_found(order: list[int]) -> None:
    whole = chain(8)
    assert bool(verify([whole[at] for at in order], head(whole))) == (order != list(range(8)))


@given(st.integers(0, 4), st.sampled_from(["actor_name", "tag", "subject", "previous", "hash"]), st.text())
def test_every_other_value_is_found(at: int, name: str, value: str) -> None:
    entries = chain(5)
    changed = [*entries[:at], replace(entries[at], **{name: value}), *entries[at + 1 :]]
    assert bool(verify(changed, head(entries))) == (getattr(entries[at], name) != value)


@pytest.mark.parametrize(
    ("order", "kind"),
    [([0, 1, 3], "removed"), ([0, 1, 1, 2, 3], "inserted"), ([1, 0, 2, 3], "reordered"), ([0, 1, 2], "cut")],
)
def test_what_happened_is_named(order: list[int], kind: str) -> None:
    entries = chain(4)
    assert kind in {problem.kind for problem in verify([entries[at] for at in order], head(entries))}


@given(st.dictionaries(st.text(), st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists)))
def test_data_is_hashed_as_it_is_read_back(data: dict[str, object]) -> None:
    assert normal(normal(data)) == normal(data)


@pytest.mark.parametrize("text", ["", "12", "12:", "12:abc", ":abcdef01", "x:abcdef01", "12:ghijklmn", "²:abcdef01"])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself is the message
        parse_head(text)


def test_a_head_is_read_as_it_is_printed() -> None:
    assert parse_head("1,291: 4F8A 02d6") == Held(1291, "4f8a02d6")
