"""A way that a case took, or goes on, is held against every kind of promise."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.workflow import Vocabulary, Workflow, check, endangered, unkept

FILE = """\
workflow: way
revision: 1
title: {{en: Way}}
roles:
  chair: {{assigned: council, title: {{en: Chair}}}}
  deputy: {{assigned: council, title: {{en: Deputy}}}}
initial: a
stages:
  a: {{title: {{en: A}}, allows: {{edit: [chair]}}}}
  b: {{title: {{en: B}}}}
  c: {{title: {{en: C}}}}
  d: {{title: {{en: D}}}}
  z: {{title: {{en: Z}}, final: true}}
transitions:
  a_b: {{from: a, to: b, by: [chair]}}
  b_c: {{from: b, to: c, by: [deputy]}}
  c_d: {{from: c, to: d, by: [chair], reason: required}}
  d_z: {{from: d, to: z, by: [chair]}}
promises:
  - {promise}
"""

KINDS = {
    "through": "d only through b",
    "after": "z only after b and c",
    "never": "a never after c",
    "once": "c at most once",
    "final": "z is final",
    "by": "d only by chair",
    "reason": "d only with a reason",
    "alone": "nobody alone moves a to d",
    "clock": "no move without a person: d",
    "edits": "nobody edits from b on",
    "end": "every stage can end",
}


def made(words: Vocabulary, kind: str) -> Workflow:
    workflow, problems = check(FILE.format(promise=KINDS[kind]), words)
    assert workflow is not None, problems
    return workflow


KEPT: list[tuple[str, str, str, bool]] = [
    # kind, stages behind, where it would stand, brought there by no move
    ("through", "ab", "c", False),
    ("after", "ab", "c", False),
    ("never", "ab", "c", False),
    ("once", "abc", "d", False),
    ("edits", "ab", "c", False),
    ("alone", "", "a", False),
    ("alone", "ab", "d", False),
    ("by", "abc", "d", False),
    ("by", "ab", "c", True),
    ("reason", "abc", "d", False),
    ("clock", "abc", "d", False),
    ("final", "abc", "d", True),
    ("end", "", "a", True),
]
BROKEN: list[tuple[str, str, str, bool]] = [
    ("through", "a", "d", False),
    ("through", "a", "c", False),  # b is missed, and d lies ahead
    ("after", "ab", "z", False),
    ("after", "a", "c", False),
    ("never", "ca", "a", False),
    ("never", "c", "a", True),
    ("once", "cabc", "d", False),
    ("once", "c", "a", False),  # it comes to c a second time
    ("edits", "b", "a", False),
    ("alone", "a", "c", False),  # one person goes on to d; who brought it to c is not known
    ("alone", "ab", "d", True),
    ("by", "ab", "d", True),
    ("reason", "ab", "d", True),
    ("clock", "ab", "d", True),
]


@pytest.mark.parametrize(("kind", "behind", "here", "brought"), KEPT)
def test_a_way_that_keeps_a_promise_may_go_on(
    words: Vocabulary, kind: str, behind: str, here: str, brought: bool
) -> None:
    assert endangered(made(words, kind), list(behind), here, brought=brought) is None


@pytest.mark.parametrize(("kind", "behind", "here", "brought"), BROKEN)
def test_a_way_that_breaks_a_promise_or_could_is_told(
    words: Vocabulary, kind: str, behind: str, here: str, brought: bool
) -> None:
    found = endangered(made(words, kind), list(behind), here, brought=brought)
    assert found is not None and found.text == KINDS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_a_way_of_the_file_itself_keeps_what_the_file_promises(words: Vocabulary, kind: str) -> None:
    workflow = made(words, kind)
    for at in range(1, 6):
        way = list("abcdz")[:at]
        assert unkept(workflow, way) is None
        assert kind == "alone" or endangered(workflow, way[:-1], way[-1], brought=False) is None


@given(data=st.data(), kind=st.sampled_from(["through", "after", "never", "once"]))
@settings(max_examples=150, deadline=None)
def test_what_is_broken_behind_is_broken_for_good(words: Vocabulary, data: Any, kind: str) -> None:
    workflow = made(words, kind)
    way = data.draw(st.lists(st.sampled_from("abcdz"), min_size=1, max_size=7))
    if unkept(workflow, way) is not None:
        assert endangered(workflow, way[:-1], way[-1], brought=False) is not None
        assert unkept(workflow, [*way, data.draw(st.sampled_from("abcdz"))]) is not None
