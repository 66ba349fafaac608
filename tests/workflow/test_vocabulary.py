"""Rooms register typed words; what cannot be typed is refused when the product starts."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from council_flow.language import say
from council_flow.workflow import Duration, RoleNames, Use, Verdict, Vocabulary


def test_a_condition_is_asked_with_its_parameters() -> None:
    words = Vocabulary()

    @words.condition("a.b", title=say("At least %(n)s"))
    def at_least(situation: int, *, n: int = 2) -> Verdict:
        return Verdict(situation >= n, say("%(n)s", n=n))

    assert words.evaluate(Use("a.b", {"n": 3}), 3).holds
    assert not words.evaluate(Use("a.b", {"n": 3}), 2).holds
    assert str(words.condition_title("a.b").text) == "At least %(n)s"


def test_an_effect_is_carried_out() -> None:
    words, done = Vocabulary(), []

    @words.effect("a.b")
    def note(situation: str, what: str) -> None:
        done.append((situation, what))

    words.perform(Use("a.b", {"what": "x"}), "case")
    assert done == [("case", "x")]


def test_an_activity_is_found_by_name() -> None:
    words = Vocabulary()

    @words.activity("round", settings=None)
    class Round:
        def entered(self, situation: Any, settings: Any, closes_at: Any) -> None: ...
        def left(self, situation: Any) -> None: ...
        def due(self, situation: Any, settings: Any) -> None: ...

    assert isinstance(words.activity("round"), Round)
    with pytest.raises(KeyError):
        words.activity("other")


def test_roles_and_durations_are_parameters() -> None:
    words = Vocabulary()

    @words.effect("a.b")
    def tell(situation: Any, whom: RoleNames, after: Duration) -> None: ...

    params, errors = words.effects["a.b"].take({"whom": "chair", "after": "2 days"}, {"chair"})
    assert errors == []
    assert dict(params) == {"whom": ["chair"], "after": Duration(2, "days")}
    _, errors = words.effects["a.b"].take({"whom": ["chair", "nobody"], "after": "2 days"}, {"chair"})
    assert [(error["type"], error["loc"]) for error in errors] == [("role", ("whom", 1))]


def test_a_name_is_registered_once() -> None:
    words = Vocabulary()
    words.effect("a.b")(lambda situation: None)
    with pytest.raises(ValueError, match="twice"):
        words.effect("a.b")(lambda situation: None)


def test_parameters_without_a_type_are_refused() -> None:
    with pytest.raises(TypeError, match="type"):
        Vocabulary().effect("a.b")(lambda situation, n: None)
    with pytest.raises(TypeError, match="name"):
        Vocabulary().effect("a.b")(lambda situation, **more: None)


def test_a_condition_is_rehearsed_in_one_way() -> None:
    words = Vocabulary()
    words.rehearse("a.b", lambda played: True)
    with pytest.raises(ValueError, match="twice"):
        words.rehearse("a.b", lambda played: False)


def test_a_title_says_the_parameters_of_each_use() -> None:
    words = Vocabulary()
    words.condition("a.b", title=say("At least %(n)s"))(counting)
    words.condition("c.d", title=say("Everything is in"))(counting)
    word = words.conditions["a.b"]
    assert [str(word.titled({"n": n})) for n in (2, 7)] == ["At least 2", "At least 7"]
    assert str(words.condition_title(Use("a.b", {"n": 2}, title=word.titled({"n": 2})))) == "At least 2"
    assert str(words.condition_title(Use("c.d", {"n": 2}))) == "Everything is in"


def counting(situation: Any, *, n: int) -> Verdict:
    return Verdict(True, say("Yes."))


def test_settings_that_are_open_are_closed_when_registered() -> None:
    class Open(BaseModel):
        n: int = 1

    words = Vocabulary()
    words.activity("round", settings=Open)(object())
    words.activity("bare", settings=None)(object())
    assert words.activities["round"].take({}, ())[0] == {"n": 1}
    for name in ("round", "bare"):
        _, errors = words.activities[name].take({"m": 1}, ())
        assert [error["type"] for error in errors] == ["extra_forbidden"]


def test_parameters_are_read_strictly() -> None:
    words = Vocabulary()
    words.condition("a.b", title=say("A condition"))(counting)
    for wrong in ("2", 2.5, True, None, [2]):
        _, errors = words.conditions["a.b"].take({"n": wrong}, ())
        assert errors, wrong
    assert words.conditions["a.b"].take({"n": 2}, ())[0] == {"n": 2}
