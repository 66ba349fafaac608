"""Every procedure at its edges: the outcome follows from rules and positions alone, with the reasons."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from council_flow.adoption import rules as r
from council_flow.adoption.checking import problems
from council_flow.adoption.rules import KINDS, POSITIONS, Share, rules
from council_flow.adoption.tally import recount, tally
from council_flow.cli import group

VOICES = ["KZ", "KG", "TJ", "TM", "UZ", "XA"]
HALF = {"quorum": "1/2"}
TWO_THIRDS = {"majority": "2/3", "base": "participating"}


def said(*positions: str) -> dict[str, str]:
    return dict(zip(VOICES, positions, strict=False))


@pytest.mark.parametrize(
    ("kind", "more", "positions", "casting", "outcome", "words"),
    [
        ("silence", {}, said(), None, "carried", "6 were silent"),
        ("silence", {}, said("joins", "breaks_silence"), None, "broken", "one is enough"),
        ("silence", {}, said("breaks_silence", "breaks_silence"), None, "broken", "2 States object"),
        ("silence", {}, said("joins_with_reservation"), None, "carried", "consent"),
        ("silence", {}, said(*["recuses"] * 6), None, "lapsed", "No State is left"),
        ("silence", {}, said("recuses", "breaks_silence"), None, "broken", "base is 5"),
        ("silence", HALF, said("joins", "joins"), None, "not_carried", "no quorum: 2 of 6"),
        ("consensus", {}, said("joins"), None, "carried", "without a vote"),
        ("consensus", {}, said("objects"), None, "broken", "1 State objects"),
        ("consensus", HALF, said("joins"), None, "not_carried", "no quorum"),
        ("consensus", HALF, said("joins", "joins", "joins_with_reservation"), None, "carried", "There is a quorum"),
        ("roll_call", {}, said("yes", "yes", "no"), None, "carried", "more than 1/2"),
        ("roll_call", {}, said("yes", "no"), None, "not_carried", "votes are equal"),
        ("roll_call", {"tie": "chair"}, said("yes", "no"), "yes", "carried", "chair decides: yes"),
        ("roll_call", {"tie": "chair"}, said("yes", "no"), "no", "not_carried", "chair decides: no"),
        ("roll_call", {"tie": "chair"}, said("yes", "no"), None, "not_carried", "votes are equal"),
        ("roll_call", {"tie": "chair"}, said("yes", "yes", "no"), "no", "carried", "majority is reached"),
        ("roll_call", HALF, said("yes", "yes", "not_participating"), None, "not_carried", "no quorum: 2 of 6"),
        ("roll_call", HALF, said("yes", "yes", "abstains"), None, "carried", "There is a quorum: 3 of 6"),
        ("roll_call", {}, said("abstains", "abstains"), None, "not_carried", "Nobody said yes or no"),
        ("roll_call", TWO_THIRDS, said("yes", "yes", "abstains"), None, "carried", "2 of 3"),
        ("roll_call", TWO_THIRDS, said("yes", "yes", "abstains", "abstains"), None, "not_carried", "3 of 4"),
        ("roll_call", {"majority": "2/3", "base": "members"}, said("yes", "yes", "yes"), None, "not_carried", "4 of 6"),
        ("roll_call", {"majority": "2/3", "base": "members"}, said("yes", "yes", "yes", "yes"), None, "carried", "4 of 6"),
        ("roll_call", {}, said(*["recuses"] * 6), None, "lapsed", "No State is left"),
        ("roll_call", {"quorum": "more than 1/2"}, said("recuses", "recuses", "yes", "yes"), None, "not_carried", "2 of 4"),
        ("roll_call", {"quorum": "more than 1/2"}, said("recuses", "recuses", "yes", "yes", "no"), None, "carried", "3 of 4"),
        ("written", HALF, said("agrees", "agrees", "joins_with_reservation"), None, "carried", "3 in favour"),
        ("written", HALF, said("agrees", "agrees"), None, "not_carried", "no quorum"),
        ("written", {}, said("agrees", "disagrees"), None, "not_carried", "votes are equal"),
        ("written", {}, said(), None, "not_carried", "Nobody said yes or no"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_text(
    kind: str, more: dict[str, str], positions: dict[str, str], casting: str | None, outcome: str, words: str
) -> None:
    found = tally(rules({"kind": kind, **more}), VOICES, positions, casting)
    assert found.outcome == outcome
    assert words in " ".join(map(str, found.reasons))


def test_positions_of_states_without_a_voice_count_for_nothing() -> None:
    assert tally(rules({"kind": "silence"}), VOICES, {"JO": "breaks_silence"}).outcome == "carried"


@pytest.mark.parametrize(
    ("written", "of", "needed"),
    [("1/2", 6, 3), ("1/2", 5, 3), ("more than 1/2", 6, 4), ("more than 1/2", 5, 3), ("2/3", 6, 4), ("2/3", 7, 5), ("1/1", 6, 6),
     ("at least 3/4", 8, 6)],
)  # fmt: skip
def test_fractions_are_exact(written: str, of: int, needed: int) -> None:
    share = Share.parse(written)
    assert share.needed(of) == needed
    assert share.met(needed, of)
    assert not share.met(needed - 1, of)


@pytest.mark.parametrize("written", ["0/3", "4/3", "1/0", "half", "0.5", "more than 1/1", "-1/2", ""])
def test_a_fraction_that_cannot_be_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"fraction|never"):
        Share.parse(written)


@given(
    kind=st.sampled_from(KINDS),
    positions=st.dictionaries(
        st.sampled_from(VOICES), st.sampled_from(sorted({p for ps in POSITIONS.values() for p in ps}))
    ),
    parts=st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda pair: pair[0] <= pair[1]),
    base=st.sampled_from(r.BASES),
    quorum=st.booleans(),
)
def test_no_text_is_carried_against_its_rules(
    kind: str, positions: dict[str, str], parts: tuple[int, int], base: str, quorum: bool
) -> None:
    positions = {state: one for state, one in positions.items() if one in POSITIONS[kind]}
    share = f"{parts[0]}/{parts[1]}"
    ruled = rules({"kind": kind, "base": base, "majority": share, "quorum": share if quorum else None})
    found = tally(ruled, VOICES, positions)
    figures = found.figures
    assert figures.base + figures.recused == len(VOICES)
    if found.outcome != "carried":
        return
    assert figures.base > 0
    if kind in {"silence", "consensus"}:
        assert figures.against == 0
        assert not quorum or Fraction(figures.spoken, figures.base) >= Fraction(*parts)
    else:
        of = {"members": figures.base, "participating": figures.participating, "cast": figures.cast}[base]
        assert Fraction(figures.for_it, of) >= Fraction(*parts)
        assert not quorum or Fraction(figures.participating, figures.base) >= Fraction(*parts)


@given(
    st.sampled_from(KINDS),
    st.dictionaries(st.sampled_from(VOICES), st.integers(0, 4)),
)
def test_one_more_voice_for_a_text_never_loses_it(kind: str, chosen: dict[str, int]) -> None:
    positions = {state: POSITIONS[kind][n % len(POSITIONS[kind])] for state, n in chosen.items()}
    ruled = rules({"kind": kind})
    before = tally(ruled, VOICES, positions)
    favour = POSITIONS[kind][0]
    for state, position in positions.items():
        if position != r.RECUSES:
            after = tally(ruled, VOICES, positions | {state: favour})
            assert before.outcome != "carried" or after.outcome == "carried"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_takes_its_own_positions_and_no_other(kind: str) -> None:
    every = {one for positions in POSITIONS.values() for one in positions}
    taken = {one for one in every if "position" not in problems(kind, one, "Because.")}
    assert taken == set(POSITIONS[kind])
    assert "text" in problems(kind, r.RECUSES, " ")


def record(**more: Any) -> dict[str, Any]:
    at = "2026-11-02T10:00:00+00:00"
    rows = [{"state": state, "position": "yes", "at": at, "superseded_at": None} for state in VOICES[:3]]
    rows.append({"state": "XA", "position": "no", "at": at, "superseded_at": "2026-11-02T11:00:00+00:00"})
    return {"rules": {"kind": "roll_call", "majority": "2/3", "base": "cast"}, "voices": VOICES, "positions": rows,
            "casting": None, "outcome": "carried", **more}  # fmt: skip


def test_anybody_can_work_the_result_out_again_from_the_exported_record(tmp_path: Path) -> None:
    assert recount(record()).outcome == "carried"
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record()), encoding="utf-8")
    result = CliRunner().invoke(group, ["tally", str(path)])
    assert (result.exit_code, "the record states the same" in result.output) == (0, True)
    path.write_text(json.dumps(record(outcome="not_carried")), encoding="utf-8")
    assert CliRunner().invoke(group, ["tally", str(path)]).exit_code == 1
    path.write_text("[]", encoding="utf-8")
    assert "no record of an adoption" in str(CliRunner().invoke(group, ["tally", str(path)]).exception)
