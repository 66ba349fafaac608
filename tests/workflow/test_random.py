"""Random procedures, sound and broken, are judged as by walking every path; no file whatever breaks the check."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from council_flow.workflow import Problem, Vocabulary, check

from .reference import Procedure, breaks, broken, problems, procedures, sound

SLOW = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def codes(found: list[Problem]) -> set[tuple[str, int]]:
    return {(problem.code, problem.line) for problem in found}


@SLOW
@given(procedures())
def test_the_check_finds_what_walking_every_path_finds_and_nothing_else(
    words: Vocabulary, procedure: Procedure
) -> None:
    workflow, found = check(procedure.text(), words)
    assert codes(found) == problems(procedure)
    assert (workflow is None) == bool(found)


@SLOW
@given(procedures())
def test_a_path_that_is_shown_breaks_the_promise_and_none_is_shorter(words: Vocabulary, procedure: Procedure) -> None:
    begin = procedure.line_of("promises:") + 1
    for problem in check(procedure.text(), words)[1]:
        if problem.code == "W051":
            promise = procedure.promises[problem.line - begin]
            shown = re.findall(r"\bm\d\b", str(problem.message).partition("does not hold: ")[2])
            assert breaks(procedure, promise, shown), str(problem)
            assert len(shown) == broken(procedure, promise), str(problem)


MUTATIONS = [
    (r"to: s\d", "to: zzzz", "W021"),
    (r"from: \[s\d", "from: [zzzz", "W021"),
    (r"initial: s\d", "initial: zzzz", "W021"),
    (r"by: \[", "buy: [", "W010"),
    (r"by: \[\w+", "by: [zzzz", "W020"),
    (r"title: {", "tilte: {", "W010"),
    (r"title: {en: \w+}", "title: {}", "W013"),
    (r"final: true", "final: yes", "W012"),
    (r"assigned: council", "assigned: town", "W012"),
    (r"needs: \[", "needs: [zzzz, ", "W023"),
    (r"approvals: \d", "approvals: 0", "W040"),
    (r"revision: 1", "revision: x", "W012"),
    (r"\[s\d", "[!x s0", "W004"),
    (r"\bs\d: {", "\u0455: {", "W014"),
    (r", to:", ", to: s0, to:", "W006"),
    (r"workflow: ", "workflow: \u200b", "W014"),
]


@SLOW
@given(sound(), st.sampled_from(MUTATIONS), st.integers(0, 99))
def test_one_mistake_in_a_sound_file_is_told_with_its_line(
    words: Vocabulary, procedure: Procedure, mutation: tuple[str, str, str], which: int
) -> None:
    text = procedure.text()
    assert check(text, words)[1] == []
    pattern, new, code = mutation
    places = list(re.finditer(pattern, text))
    assume(places)
    place = places[which % len(places)]
    found = check(text[: place.start()] + new + text[place.end() :], words)[1]
    assert (code, 1 + text.count("\n", 0, place.start())) in codes(found)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_break_the_check(words: Vocabulary, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(data)
    workflow, found = check(path, words)
    assert workflow is None
    assert all(str(problem).startswith(f"{path}:{problem.line}: {problem.code} ") for problem in found)
    assert found


@settings(max_examples=120, deadline=None)
@given(sound(), st.data())
def test_a_file_cut_off_or_overwritten_anywhere_never_breaks_the_check(
    words: Vocabulary, procedure: Procedure, data: st.DataObject
) -> None:
    text = procedure.text()
    place = data.draw(st.integers(0, len(text)))
    noise = data.draw(st.text(alphabet=st.sampled_from(list("{}[]:,-#'\"&*!|>%@ \n\t\u0430\u202e7a")), max_size=6))
    workflow, found = check(text[:place] + noise + (text[place + len(noise) :] if noise else ""), words)
    assert (workflow is None) == bool(found)
