"""The procedures on which the engine is measured, written as files: eight stages, a thousand, and one full of questions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from random import Random

from council_flow.workflow import Vocabulary

RING = 7
"""Stages that a file goes round; with the final one there are eight."""

CONDITIONS = ("asked.first", "asked.second", "asked.third")

_HEAD = """workflow: {name}
revision: 1
title: {{en: A procedure that is measured}}
begins: [expert]
roles:
  expert: {{assigned: council, title: {{en: Expert}}}}
  chair: {{assigned: council, title: {{en: Chair}}}}
  secretariat: {{assigned: council, title: {{en: Secretariat}}}}
  focal_point: {{assigned: council, title: {{en: Focal point}}}}
  drafter: {{assigned: case, title: {{en: Drafter}}}}
  reviewer: {{assigned: case, title: {{en: Reviewer}}}}
initial: s0
stages:
"""


def _file(name: str, stages: list[str], transitions: list[str], promises: tuple[str, ...] = ()) -> str:
    lines = [*stages, "transitions:", *transitions, "promises:", *promises, "  - every stage can end"]
    return _HEAD.format(name=name) + "\n".join(lines) + "\n"


def ring() -> str:
    """Return a procedure of eight stages: seven in a ring, each left under three conditions, and an end."""
    stages = [f"  s{n}: {{title: {{en: Stage {n}}}}}" for n in range(RING)]
    stages.append("  end: {title: {en: End}, final: true}")
    needs = ", ".join(CONDITIONS)
    moves = [f"  t{n}: {{from: s{n}, to: s{(n + 1) % RING}, by: [chair], needs: [{needs}]}}" for n in range(RING)]
    return _file("ring", stages, [*moves, f"  close: {{from: s0, to: end, by: [chair], needs: [{needs}]}}"])


def large(stages: int, transitions: int) -> str:
    """Return a sound procedure of any size: a way through all stages, and moves between any two beside it."""
    random, last = Random(1), stages - 1
    lines = [f"  s{n}: {{title: {{en: Stage {n}}}}}" for n in range(last)]
    lines.append(f"  s{last}: {{title: {{en: Stage {last}}}, final: true}}")
    moves = [f"  t{n}: {{from: s{n}, to: s{n + 1}, by: [chair]}}" for n in range(last)]
    for n in range(last, transitions):
        # The last step of the way is the only one to the end, so that the promises below hold and are searched whole.
        source, to = random.randrange(last), random.randrange(last)
        moves.append(f"  t{n}: {{from: s{source}, to: s{to}, by: [chair, secretariat], reason: required}}")
    return _file("large", lines, moves, (f"  - s{last} only through s{last - 1}", f"  - s{last} is final"))


_ASKED = """  s0:
    title: {en: Everything at once}
    holds:
      consultation: {invite: focal_point, lasts: 21 days}
      review: {by: reviewer, reviewers: 5, lasts: 14 days}
      alignment: {by: secretariat, catalogue: cted}
    allows:
      see: [expert, focal_point, drafter, reviewer, chair, secretariat]
      edit: [drafter]
      comment: [expert]
      dispose: [drafter]"""


def asking(words: Vocabulary, transitions: int, conditions: int) -> str:
    """Return a procedure in which a stage is left in so many ways, under so many of the conditions that rooms register.

    Those with a number in them are used with one number after the other.
    """
    uses = list(islice(_uses(words), conditions))
    stages = [_ASKED, "  end: {title: {en: End}, final: true}"]
    moves = [
        f"  t{n}: {{from: s0, to: end, by: [chair], needs: [{', '.join(uses[n::transitions])}]}}"
        for n in range(transitions)
    ]
    return _file("asking", stages, moves)


def _uses(words: Vocabulary) -> Iterator[str]:
    """Return uses of the conditions in turn, each with a number of its own where it takes one."""
    numbered = {
        name: [key for key, field in word.parameters.model_fields.items() if field.annotation is int]
        for name, word in words.conditions.items()
        if all(field.annotation is int or not field.is_required() for field in word.parameters.model_fields.values())
    }

    def use(turn: tuple[int, str]) -> str:
        n, name = turn
        settings = ", ".join(f"{key}: {n // len(numbered) + 1}" for key in numbered[name])
        return f"{{{name}: {{{settings}}}}}" if settings else name

    return map(use, enumerate(cycle(numbered)))
