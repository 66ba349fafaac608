"""What becomes of a text: worked out from rules and positions alone, with the reasons spelled out. Pure.

Whoever has the exported record can work it out again: ``council-flow tally``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from council_flow.adoption import rules as r
from council_flow.adoption.rules import Rules
from council_flow.language import Sentence, say, say_n

CARRIED, BROKEN, FAILED, LAPSED = "carried", "broken", "not_carried", "lapsed"
OUTCOMES = (CARRIED, BROKEN, FAILED, LAPSED)


@dataclass(frozen=True)
class Figures:
    """How many States have said what, and of how many."""

    members: int
    """States with a voice when the procedure opened."""
    recused: int
    base: int
    """Members that have not stepped aside."""
    spoken: int
    participating: int
    for_it: int
    against: int
    abstaining: int
    reservations: int

    @property
    def cast(self) -> int:
        """Yes and no."""
        return self.for_it + self.against


@dataclass(frozen=True)
class Result:
    """An outcome with its figures and the steps that led to it."""

    outcome: str
    figures: Figures
    reasons: tuple[Sentence, ...]


def figures(voices: Collection[str], positions: Mapping[str, str]) -> Figures:
    """Count the positions of States that have a voice; those of others count for nothing."""
    said = [positions[state] for state in voices if state in positions]
    recused = said.count(r.RECUSES)
    spoken = len(said) - recused
    absent = said.count(r.ABSENT)
    return Figures(
        members=len(voices), recused=recused, base=len(voices) - recused, spoken=spoken, participating=spoken - absent,
        for_it=sum(one in {r.JOINS, r.RESERVES, r.YES, r.AGREES} for one in said),
        against=sum(one in {r.BREAKS, r.OBJECTS, r.NO, r.DISAGREES} for one in said),
        abstaining=said.count(r.ABSTAIN), reservations=said.count(r.RESERVES),
    )  # fmt: skip


def tally(rules: Rules, voices: Collection[str], positions: Mapping[str, str], casting: str | None = None) -> Result:
    """Return what becomes of the text.

    Args:
        rules: of the procedure.
        voices: States that had a voice when it opened.
        positions: the standing position of each State that took one.
        casting: in a tie that the chair decides, ``yes`` or ``no``.
    """
    found = figures(voices, positions)
    opening = _opening(found)
    if not found.base:
        return Result(LAPSED, found, (*opening, say("No State is left that could decide: the procedure lapses.")))
    if rules.kind in {r.SILENCE, r.CONSENSUS}:
        return _without_vote(rules, found, opening)
    return _by_vote(rules, found, opening, casting)


def _opening(found: Figures) -> tuple[Sentence, ...]:
    said = say_n("%(n)s State has a voice.", "%(n)s States have a voice.", found.members)
    if not found.recused:
        return (said,)
    aside = say_n(
        "%(n)s has stepped aside: the base is %(base)s.", "%(n)s have stepped aside: the base is %(base)s.", found.recused,
        base=found.base,
    )  # fmt: skip
    return (said, aside)


def _without_vote(rules: Rules, found: Figures, steps: tuple[Sentence, ...]) -> Result:
    if rules.quorum and not rules.quorum.met(found.spoken, found.base):
        return Result(FAILED, found, (*steps, _no_quorum(rules, found, found.spoken)))
    if rules.quorum:
        steps = (*steps, _quorum(rules, found, found.spoken))
    if found.against:
        broken = say_n("%(n)s State objects; one is enough.", "%(n)s States object; one is enough.", found.against)
        return Result(BROKEN, found, (*steps, broken))
    silent = found.base - found.spoken
    if rules.kind == r.SILENCE:
        held = say_n(
            "No State objected; %(n)s was silent, which is consent.", "No State objected; %(n)s were silent, which is consent.",
            silent,
        )  # fmt: skip
    else:
        held = say("No objection was made when the chair asked: the text is adopted without a vote.")
    return Result(CARRIED, found, (*steps, held))


def _by_vote(rules: Rules, found: Figures, steps: tuple[Sentence, ...], casting: str | None) -> Result:
    if rules.quorum and not rules.quorum.met(found.participating, found.base):
        return Result(FAILED, found, (*steps, _no_quorum(rules, found, found.participating)))
    if rules.quorum:
        steps = (*steps, _quorum(rules, found, found.participating))
    assert rules.majority is not None, "a vote has a majority: rules() sees to it"
    of = {r.MEMBERS: found.base, r.PARTICIPATING: found.participating, r.CAST: found.cast}[rules.base]
    steps = (*steps, _counted(found), _asked(rules, of))
    if not found.cast:
        return Result(FAILED, found, (*steps, say("Nobody said yes or no: the text is not carried.")))
    if chair_decides(rules, found) and casting in {r.YES, r.NO}:
        said = say("The votes are equal; the chair decides: %(vote)s.", vote=_vote(casting))
        return Result(CARRIED if casting == r.YES else FAILED, found, (*steps, said))
    if found.for_it == found.against:
        return Result(FAILED, found, (*steps, say("The votes are equal: the text is not carried.")))
    if rules.majority.met(found.for_it, of):
        return Result(CARRIED, found, (*steps, say("The majority is reached: the text is carried.")))
    return Result(FAILED, found, (*steps, say("The majority is not reached: the text is not carried.")))


def chair_decides(rules: Rules, found: Figures) -> bool:
    """Answer whether the vote of the chair decides: the votes are equal, and one more of yes and no would be the majority.

    A larger majority is not reached by one vote, so that there is nothing to decide (see rule 95 of A/520/Rev.20).
    """
    equal = found.cast > 0 and found.for_it == found.against
    return rules.tie == r.BY_CHAIR and rules.one_vote_decides and equal


def _vote(casting: str | None) -> Sentence:
    return say("yes") if casting == r.YES else say("no")


def _counted(found: Figures) -> Sentence:
    return say(
        "%(yes)s in favour, %(no)s against, %(abstaining)s abstaining.", yes=found.for_it, no=found.against,
        abstaining=found.abstaining,
    )  # fmt: skip


def _asked(rules: Rules, of: int) -> Sentence:
    assert rules.majority is not None
    needed = rules.majority.needed(of) if of else 1
    words = {
        r.MEMBERS: say("Needed: %(share)s of the States with a voice, %(needed)s of %(of)s.", share=shown(rules.majority), needed=needed, of=of),
        r.PARTICIPATING: say("Needed: %(share)s of the States taking part, %(needed)s of %(of)s.", share=shown(rules.majority), needed=needed, of=of),
        r.CAST: say("Needed: %(share)s of yes and no, %(needed)s of %(of)s.", share=shown(rules.majority), needed=needed, of=of),
    }  # fmt: skip
    return words[rules.base]


def shown(share: r.Share) -> Sentence:
    """Return a fraction as it is read."""
    fraction = f"{share.fraction.numerator}/{share.fraction.denominator}"
    return say("more than %(fraction)s", fraction=fraction) if share.more else say("%(fraction)s", fraction=fraction)


def _quorum(rules: Rules, found: Figures, present: int) -> Sentence:
    assert rules.quorum is not None
    return say(
        "There is a quorum: %(present)s of %(base)s took part, %(needed)s are needed.", present=present, base=found.base,
        needed=rules.quorum.needed(found.base),
    )  # fmt: skip


def _no_quorum(rules: Rules, found: Figures, present: int) -> Sentence:
    assert rules.quorum is not None
    return say(
        "There is no quorum: %(present)s of %(base)s took part, %(needed)s are needed.", present=present, base=found.base,
        needed=rules.quorum.needed(found.base),
    )  # fmt: skip


def lapsed(voices: Collection[str], positions: Mapping[str, str]) -> Result:
    """Return the result of a procedure whose text changed while it ran."""
    said = say("The text was changed while the procedure ran: it lapsed, and the positions decide nothing.")
    return Result(LAPSED, figures(voices, positions), (said,))


def recount(record: Mapping[str, Any]) -> Result:
    """Work the result out again from an exported record.

    Raises:
        ValueError, KeyError: the record lacks something, or says what cannot be read.
    """
    if record.get("text_changed"):
        return lapsed(list(record["voices"]), {})
    standing = {
        one["state"]: one["position"]
        for one in sorted(record["positions"], key=lambda one: one["at"])
        if not one.get("superseded_at")
    }
    return tally(r.rules(dict(record["rules"])), list(record["voices"]), standing, record.get("casting"))
