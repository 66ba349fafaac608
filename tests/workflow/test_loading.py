"""Text becomes nodes with lines; the parser in C, where it is asked, reads exactly as the other one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.workflow.loading import HIDDEN, Table, _Composer, _quickly, compose, first_key, plain
from council_flow.workflow.problems import Findings

from .samples import SOUND

PIECES = [
    *"ab:,-?[]{}#&*!|>'\"%@` \n\n \\0~<.=+é😀\x7f\xa0", "\n- ", "\n  ", ": ", "- ", "? ", "a: ", "\n---\n", "\n...\n",
    "{a: ", "[a, ", " #c\n", "!!int ", "&x ", "*x ", "<<: ", "|\n ", ">-\n ", "'' ", '"\\x41"', '"\\u202e"',
    '"\\ud83d"', "\n\n", " :", "::", "http://x", "\t", "\r",
]  # fmt: skip
noise = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def agree(text: str) -> None:
    text = HIDDEN.sub("", text)
    quick = _quickly(text)
    if quick is not None:
        findings = Findings("text")
        assert _Composer(text, findings, pure=True).whole() == quick
        assert findings.problems == []


@settings(max_examples=250, deadline=None)
@given(noise)
def test_both_parsers_read_the_same(noise: str) -> None:
    for text in (noise, f"k: v\n{noise}", f"k: {{{noise}}}", f"k: [{noise}]"):
        agree(text)


@settings(max_examples=100, deadline=None)
@given(noise, st.integers(0, len(SOUND)), st.integers(0, 4))
def test_both_parsers_read_the_same_of_a_file(noise: str, place: int, gone: int) -> None:
    agree(SOUND[:place] + noise + SOUND[place + gone :])


def test_the_quick_parser_reads_ordinary_files() -> None:
    assert _quickly(SOUND) is not None
    assert _quickly("# see https://example.org/rules\n" + SOUND) is not None
    assert _quickly("a:\tb") is None
    assert _quickly("a: &b c") is None


def test_values_are_texts_whole_numbers_truths_or_nothing() -> None:
    text = "a: 1\nb: '1'\nc: true\nd: yes\ne:\nf: ~\ng: 1.5\nh: [x, -2]\ni: 1234567890\nj: 0x1F\n"
    table = compose(text, Findings("text"))
    assert table is not None
    assert plain(table) == {
        "a": 1, "b": "1", "c": True, "d": "yes", "e": None, "f": None, "g": "1.5", "h": ["x", -2],
        "i": "1234567890", "j": "0x1F",
    }  # fmt: skip
    assert table.values["e"].line == 5


def test_a_mark_of_byte_order_at_the_beginning_is_no_character() -> None:
    findings = Findings("text")
    assert isinstance(compose("\ufeffa: 1", findings), Table)
    assert findings.problems == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("council: x\nb: c", "council"), ("# first\n\n'council' : x\n\"unclosed", "council"), ("", None), ("- a", None),
        ("[a]", None), ("? [a]\n: b", None), ("\x00", None), ('"\\U99999999": a', None), ("x" * 30_000, None),
        ("#" * 19_000 + "\n" + "#\n" * 600_000, None),
    ],
    ids=range(10),
)  # fmt: skip
def test_the_first_key_is_told_without_reading_on(text: str, key: str | None) -> None:
    assert first_key(text) == key
