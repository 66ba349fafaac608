"""What can be done with a file, by whom and why not: the same on the page, in JSON and on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from council_flow import clock
from council_flow.cli import group
from council_flow.consultation import operations as consultation
from council_flow.database import db
from council_flow.demo import people as cast
from council_flow.discussion import operations as discussion
from council_flow.errors import Missing, NotNow, Refused
from council_flow.language import LANGUAGES, say
from council_flow.people import assignments_operations as assignments
from council_flow.people import operations as people
from council_flow.recommendations import queries
from council_flow.web.language import reading_in, translate
from council_flow.web.prefix import in_language
from council_flow.workflow import Choice, guard
from tests.access.expected import PEOPLE, transitions
from tests.architecture.test_statements import counted
from tests.factories.acting import Acting
from tests.recommendations.situations import FILE, Shelf, shelf
from tests.web.page import Page

READERS = {who: person.key for who, person in PEOPLE.items()} | {"the vice-chair": "vice-chair"}

SITUATIONS: dict[str, list[tuple[str, str, list[str]]]] = {
    "a draft without paragraphs": [
        ("The text has no operative paragraph yet. The author of the text adds them.", "/edit", ["Drafter"]),
    ],
    "a draft": [],
    "a withdrawn draft": [],
    "a consultation without answers": [
        ("Answers from 0 States have arrived; needed: 5. Missing: Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan "
         "and 6 more. The round closes on Tuesday 22 September 2026, 18:00, Tashkent time.", "/consultation",
         [f"Focal point, {state}" for state in ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan",
                                               "Iraq", "Jordan", "Lebanon", "Yemen", "State A")]),
    ],
    "a consultation with four answers": [
        ("Answers from 4 States have arrived; needed: 5. Missing: Uzbekistan, Iraq, Jordan, Lebanon and 2 more. "
         "The round closes on Tuesday 22 September 2026, 18:00, Tashkent time.", "/consultation",
         [f"Focal point, {state}" for state in ("Uzbekistan", "Iraq", "Jordan", "Lebanon", "Yemen", "State A")]),
    ],
    "a consultation closed with four answers": [
        ("Answers from 4 States have arrived; needed: 5. Missing: Uzbekistan, Iraq, Jordan, Lebanon and 2 more. "
         "The round is closed; a late answer counts once it is accepted.", "/consultation",
         [f"Focal point, {state}" for state in ("Uzbekistan", "Iraq", "Jordan", "Lebanon", "Yemen", "State A")]),
    ],
    "a consultation with a late answer": [
        ("Answers from 4 States have arrived; needed: 5. Late, and to be accepted or declined: Uzbekistan.",
         "/consultation", ["Chair"]),
    ],
    "a consultation with all answers but one": [
        ("Answers from 9 of 10 States have arrived. Missing: State A. The round closes on Tuesday 22 September 2026, "
         "18:00, Tashkent time, or when every State has answered.", "/consultation", []),
    ],
    "a consultation closed with enough answers": [],
    "a review without reviewers, with an open comment": [
        ("2 reviewers are needed; 0 are assigned without an interest. More have to be named.", "/people",
         ["Chair", "Secretariat"]),
        ("1 of 1 comments has no disposition: on paragraph 2. Dispositions are given by: Drafter.",
         "/comments?state=open", ["Drafter"]),
    ],
    "a review with one opinion": [
        ("1 of 2 reviews of this text are in; missing: Expert, Tajikistan; Expert, Uzbekistan.", "/review",
         ["Expert, Tajikistan", "Expert, Uzbekistan"]),
    ],
    "a review with all opinions": [],
    "a check without findings": [
        ("3 paragraphs are not checked yet: 1, 2 and 3.", "/alignment", ["Secretariat"]),
    ],
    "a check with all findings": [],
    "a silence that runs": [
        ("The silence runs until Friday 2 October 2026, 18:00, Tashkent time.", "/adoption", []),
    ],
    "a silence that was broken": [
        ("The silence was broken by State A. The file goes back, with a reason.", "/adoption", ["Chair"]),
    ],
    "a silence that held": [],
    "an adoption that one chair has certified": [],
    "a recommendation that is being prepared": [("Still being prepared: English.", "/adoption", [])],
    "a recommendation that is prepared": [],
    "a published recommendation": [],
}  # fmt: skip
"""Each situation with what is missing there: the sentence, where to go, and whose turn it is."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, council_file: Path) -> Iterator[Shelf]:
    with shelf(tmp_path_factory.mktemp("situations"), council_file) as found:
        yield found


def choices(key: str) -> list[Choice] | None:
    """Return what the engine says to a person; ``None`` where the file does not exist for that person."""
    db.session.rollback()
    now = clock.now()
    actor, case = cast.actor(key, now), queries.find(2026, 1)
    try:
        return queries.choices(case, actor, queries.visible(case, actor), now)
    except Missing:
        return None


def command(app: Flask, key: str, *more: str) -> Any:
    email = f"{key}@{cast.DOMAIN}"
    return app.test_cli_runner().invoke(group, ["workflow", "explain", "2026/L.1", "--as", email, *more])


def over_http(app: Shelf, key: str, language: str = "en") -> Any:
    return app.browser(key).get(in_language(f"{FILE}/moves.json", language))


def test_every_situation_is_tried(kept: Shelf) -> None:
    assert list(SITUATIONS) == list(kept.kept)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_is_missing_is_said_with_numbers_with_the_way_there_and_with_whose_turn_it_is(
    kept: Shelf, situation: str
) -> None:
    kept.at(situation)
    for move in over_http(kept, "chair").json:
        found = [
            (condition["sentence"], condition["link"], condition["turn"])
            for condition in move["conditions"]
            if not condition["holds"]
        ]
        expected = [(sentence, FILE + link, turn) for sentence, link, turn in SITUATIONS[situation]]
        assert found == (expected if move["conditions"] else [])


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_condition_that_holds_waits_for_nobody(kept: Shelf, situation: str) -> None:
    kept.at(situation)
    for move in over_http(kept, "chair").json:
        assert all(one["turn"] == [] for one in move["conditions"] if one["holds"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_page_json_and_command_line_say_the_same_to_everybody(kept: Shelf, situation: str, language: str) -> None:
    kept.at(situation)
    for who, key in readers(language):
        found = choices(key)
        with reading_in(language):
            expected = None if found is None else [choice.as_data(translate) for choice in found]
        answer, printed = over_http(kept, key, language), command(kept.app, key, "--language", language, "--json")
        page = kept.browser(key).get(in_language(FILE, language))
        if expected is None:
            assert (answer.status_code, printed.exit_code, printed.stdout, page.status_code) == (404, 2, "", 404), who
        else:
            assert answer.json == expected == json.loads(printed.stdout), who
            shows(Page(page), found or [], language)


def readers(language: str) -> list[tuple[str, str]]:
    """Return who reads in a language: everybody in English, a third of them in each of the others."""
    everybody, at = list(READERS.items()), LANGUAGES.index(language)
    return everybody if at == 0 else everybody[at - 1 :: 3]


def shows(page: Page, found: list[Choice], language: str) -> None:
    """Check the panel of the next stage against what the engine says."""
    ahead = next((choice for choice in found if not choice.grave and not choice.clock), None)
    if ahead is None:
        return
    with reading_in(language):
        said = [translate(met.sentence) for met in ahead.conditions]
        said += [translate(say("Awaited: %(who)s", who=met.awaited)) for met in ahead.unmet if met.awaited]
        said += [translate(ahead.why)] if ahead.why else []
    for sentence in said:
        assert " ".join(sentence.split()) in page.words
    for met in ahead.unmet:
        assert in_language(str(met.link), language) in page.links()


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_move_is_made_exactly_where_it_is_said_to_be_open_and_refused_with_the_same_sentence(
    kept: Shelf, situation: str
) -> None:
    kept.at(situation)
    for who, key in READERS.items():
        said = {choice.transition: choice for choice in choices(key) or []}
        open_to = {move["transition"] for move in over_http(kept, key).json or [] if move["allowed"]}
        for transition in transitions():
            page = kept.browser(key).post(f"{FILE}/move", data={"transition": transition, "reason": "A reason."})
            assert (page.status_code == 303) is (transition in open_to), (who, transition)
            if page.status_code == 303:
                kept.at(situation)
            elif transition in said:
                assert refusal(said[transition]) in Page(page).words, (who, transition)
            else:
                assert page.status_code in {404, 409}, (who, transition)


def refusal(choice: Choice) -> str:
    with pytest.raises((Refused, NotNow)) as refused:
        guard(choice)
    return translate(refused.value.sentence)


def test_somewhere_each_move_is_open_to_somebody_and_closed_to_somebody(kept: Shelf) -> None:
    found: set[tuple[str, bool]] = set()
    for situation in SITUATIONS:
        kept.at(situation)
        for key in READERS.values():
            found |= {(choice.transition, choice.allowed) for choice in choices(key) or []}
    assert found == {(transition, allowed) for transition in transitions() for allowed in (True, False)}


def test_json_is_for_those_who_have_signed_in_and_is_not_kept(kept: Shelf) -> None:
    kept.at("a draft")
    assert "/account/login" in kept.app.test_client().get(f"{FILE}/moves.json").headers["Location"]
    answer = over_http(kept, "chair")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/json", "no-store")


def test_json_names_the_roles_and_stages_of_each_move(kept: Shelf) -> None:
    kept.at("an adoption that one chair has certified")
    move = next(move for move in over_http(kept, "vice-chair", "ru").json if move["transition"] == "adopt")
    assert move.pop("conditions")
    assert move == {
        "transition": "adopt", "to": "adopted", "allowed": True, "by": ["Председатель"],
        "approvals": {"given": 1, "needed": 2},
    }  # fmt: skip


def test_a_deadline_is_told_in_the_readers_own_zone_at_every_door(acting: Acting) -> None:
    acting.to_consultation()
    account = acting.actor("chair").id
    settings = {"language": "en", "zone": "Europe/Vienna", "theme": "auto", "shortcuts": False}
    acting.do(people.save_profile, account, name="Chair", **settings, by="chair")
    own = "(Tuesday 22 September 2026, 15:00, Vienna time)"
    browser = acting.browser("chair")
    assert own in Page(browser.get(FILE)).words
    assert own in browser.get(f"{FILE}/moves.json").json[0]["conditions"][0]["sentence"]
    assert own in command(acting.app, "chair").stdout


def in_review(acting: Acting, reviewers: int, comments: int) -> str:
    case = acting.to_consultation()
    acting.answer_all(case)
    acting.to_close(case)
    acting.move(case, "open_review")
    keys = [block.key for block in acting.text_of(case).blocks]
    for n in range(comments):
        acting.do(discussion.post, case.id, keys[n % len(keys)], f"Remark {n}.", by="expert.kg")
    for code in cast.VOICES[:reviewers]:
        person = acting.actor(f"reviewer.{code.lower()}").id
        acting.do(assignments.assign, case.id, person, "reviewer", by="secretariat")
    return f"{acting.case(case).path}/moves.json"


def test_explaining_asks_as_much_for_many_comments_reviewers_and_answers_as_for_few(acting: Acting) -> None:
    few, many = in_review(acting, 2, 1), in_review(acting, 5, 60)
    begun = acting.to_consultation().path + "/moves.json"
    answered = acting.to_consultation()
    for code in cast.VOICES[:4]:
        acting.do(consultation.answer, answered.id, "agrees", by=f"focal.{code.lower()}")
    for key in ("chair", "expert.kg", "reviewer.kg"):
        browser, asked = acting.browser(key), {}
        browser.get(few)
        for path in (few, many, begun, f"{acting.case(answered).path}/moves.json"):
            with counted() as statements:
                assert browser.get(path).status_code == 200
            asked[path] = len(statements)
        assert asked[few] == asked[many] <= 6
        assert len({asked[path] for path in asked if path not in (few, many)}) == 1
