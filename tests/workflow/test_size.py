"""Large files are checked as small ones are, and what would take too long is refused in words."""

from __future__ import annotations

import random

import pytest

from council_flow.workflow import Vocabulary, check
from council_flow.workflow.checking import MOST_PROVEN
from council_flow.workflow.loading import LARGEST, LONGEST, MOST_VALUES
from council_flow.workflow.problems import MOST, MOST_COMPARED, MOST_TRIED, Findings

from .samples import SOUND


def large(stages: int, moves: int, promises: list[str], extra: str = "") -> str:
    """Write a line of stages with moves here and there among them."""
    chance = random.Random(1)
    lines = ["workflow: large", "revision: 1", "title: {en: Large}", "roles:"]
    lines += [f"  {role}: {{assigned: council, title: {{en: {role}}}}}" for role in ("chair", "sec")]
    lines += ["initial: s0", "stages:", *(f"  s{n}: {{title: {{en: Stage {n}}}}}" for n in range(stages - 1))]
    lines += [f"  s{stages - 1}: {{title: {{en: End}}, final: true}}", "transitions:"]
    lines += [f"  t{n}: {{from: s{n}, to: s{n + 1}, by: [chair], approvals: 2}}" for n in range(stages - 1)]
    for number in range(stages - 1, moves):
        begin = chance.randrange(stages - 1)
        lines.append(f"  t{number}: {{from: s{begin}, to: s{chance.randrange(begin + 1)}, by: [chair, sec]}}")
    return "\n".join([*lines, *([extra] if extra else []), "promises:", *(f"  - {each}" for each in promises), ""])


def test_promises_of_every_kind_are_proven_on_1_000_stages_and_10_000_transitions(words: Vocabulary) -> None:
    holding = [
        "s999 only through s500", "s999 only after s1 and s998", "s999 is final", "s998 never after s999",
        "s999 at most once", "s999 only by chair", "nobody alone moves s0 to s999", "'no move without a person: s7'",
        "nobody edits from s0 on", "every stage can end",
    ]  # fmt: skip
    broken = ["s5 only with a reason", "s9 only when adoption.carried", "s0 at most once", "s7 only through s8"]
    text = large(1000, 10_000, holding + broken)
    problems = check(text, words)[1]
    begin = text.splitlines().index("promises:") + 2 + len(holding)
    assert [(problem.code, problem.line) for problem in problems] == [("W051", begin + n) for n in range(len(broken))]
    assert str(problems[-1].message).endswith(f": {' → '.join(f't{n}' for n in range(7))}.")


def test_a_long_line_of_stages_takes_no_recursion(words: Vocabulary) -> None:
    stages = 3000
    workflow, problems = check(large(stages, stages, [f"s{stages - 1} at most once"]), words)
    assert problems == []
    assert workflow is not None


def test_more_ways_than_can_be_searched_are_refused(words: Vocabulary) -> None:
    moves = 1000
    anywhere = "\n".join(f"  a{n}: {{from: any, to: s{n % 300}, by: [sec]}}" for n in range(moves))
    promises = ["s299 only after " + " and ".join(f"s{n}" for n in range(40))]
    _, problems = check(large(300, 300, promises, anywhere), words)
    assert [(problem.code, problem.line) for problem in problems] == [("W007", 1)]
    assert (moves * 299 + 300) * 41 > MOST_PROVEN


def test_thousands_of_misspelt_names_are_told_up_to_a_number(words: Vocabulary) -> None:
    text = large(1000, 3000, []).replace("to: s", "to: z")
    problems = check(text.replace("promises:\n", ""), words)[1]
    assert [problem.code for problem in problems[1:3]] == ["W021", "W021"]
    assert "W008" in {problem.code for problem in problems}
    assert len(problems) == MOST + 1


def test_a_mistake_repeated_on_one_line_is_told_once_and_not_sought_for_ever(words: Vocabulary) -> None:
    line = "x: [" + ", ".join("*a" for _ in range(4000)) + "]\n"
    problems = check("".join(f"k{n}{line}" for n in range(MOST_TRIED // 4000 + 1)), words)[1]
    assert {problem.code for problem in problems} == {"W004", "W008"}


def test_words_are_suggested_until_too_many_were_compared() -> None:
    findings = Findings("x", compared=MOST_COMPARED - 1)
    assert findings.nearest("drat", ["draft"]) == "draft"
    assert findings.nearest("drat", ["draft"]) is None


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\n# " + "x" * LONGEST, "W009", 2),
        ("a:\n" + ("- [" + "b," * 5000 + "]\n") * (MOST_VALUES // 5000), "W009", 41),
        ("#\n" * (LARGEST // 2 + 1), "W001", 1),
        ("a: " + "[" * 9_000, "W002", 1),
        ("".join(f"{' ' * n}a:\n" for n in range(90)), "W002", 20),
    ],
    ids=["a long line", "many values", "a large file", "a deep list", "a deep mapping"],
)
def test_what_is_too_large_is_not_read(words: Vocabulary, text: str, code: str, line: int) -> None:
    _, problems = check(text, words)
    assert [(problem.code, problem.line) for problem in problems] == [(code, line)]


def test_a_file_up_to_the_limit_is_read(words: Vocabulary) -> None:
    filled = SOUND + "#\n" * ((LARGEST - len(SOUND)) // 2)
    assert check(filled, words)[1] == []
