"""A small council with a file at every stage, brought there through the operations that pages call."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from flask_security.recoverable import generate_reset_password_token

from council_flow.alignment import editions_operations as editions
from council_flow.alignment import operations as alignment
from council_flow.alignment.catalogue import load, shipped
from council_flow.alignment.coverage import operative
from council_flow.audit import queries as record
from council_flow.consultation import operations as consultation
from council_flow.database import transaction
from council_flow.demo import people as cast
from council_flow.discussion import holding_operations as holding
from council_flow.discussion import holding_queries as held
from council_flow.discussion import operations as discussion
from council_flow.discussion.suggestion import Suggestion
from council_flow.discussion.suggestions import operations as suggesting
from council_flow.discussion.suggestions.applying import Decision
from council_flow.errors import Expected
from council_flow.people import assignments_operations as assignments
from council_flow.people import operations as people
from council_flow.people.queries import by_email
from council_flow.publication import queries as published
from council_flow.recommendations import documents_operations as documents
from council_flow.recommendations import operations as files
from council_flow.recommendations.models import Case
from council_flow.review import operations as review
from council_flow.text import locking_operations as locking
from council_flow.text import naming_operations as naming
from council_flow.text.blocks import Block, Body
from council_flow.text.hashing import block_hash
from tests.factories.acting import TEXT, Acting

LONG_WORD = "deradicalisationrehabilitationandreintegrationprogrammecoordination"
LONG_ADDRESS = "https://council.example/documents/2026/annexes/overview-of-national-programmes?language=en&view=print"
RICH = (
    TEXT.replace("## Recommendations", f"> A note with a long word, {LONG_WORD}.\n\n## Recommendations")
    + "   (a) with the family;\n       (i) in its own language, as in S/2018/1177 and A/RES/72/284;\n"
    + "\n### Follow-up\n\n4. *Invites* States to report once a year.\n"
)
DEEP = (
    RICH.replace("(2017), paragraph 31,", "(2017), paragraph 31[^1],")
    + """
4 bis. *Notes* that paragraph [[1]] speaks of [six] [nine] months, see [[2 (a)]];

# Annex: Centres that support families

| State | Centres | Since |
|---|---|---|
| Kazakhstan | 4 | 2019 |
| Uzbekistan | 6 | 2020 |

1. *Asks* that the table is renewed every year.

[^1]: Adopted by the Security Council on 21 December 2017.
"""
)
"""A text with a table, a footnote, an annex, a bis paragraph, references and words in brackets."""
TABLE_IN_ARABIC = "الدولة | المراكز | منذ\nكازاخستان | 4 | 2019\nأوزبكستان | 6 | 2020"
IN_ARABIC = "*توصي* بأن يرافق مقدم خدمة واحد الطفل ومقدم الرعاية مدة ستة أشهر على الأقل"
WORDS = "The six months should begin on the day of return, not on the day of registration."
QUOTE = "at least six months"
STATES = ("kz", "kg", "tj", "tm", "uz", "iq", "jo", "lb")
REVIEWERS = ("kg", "tj", "uz")
RUNNING = ("published", "adopted", "broken", "adoption", "alignment", "review")
"""Files that are past their consultation, the furthest first."""


def furnish(acting: Acting) -> dict[str, str]:
    """Fill the council. Returns what the addresses of its pages are made of, by name."""
    cases = {name: _opened(acting, DEEP if name == "review" else RICH) for name in RUNNING}
    for case in cases.values():
        acting.move(case, "open_consultation")
        _answer(acting, case)
    _run_out(acting, *cases.values())
    _review(acting, cases)
    _align(acting, cases)
    _adopt(acting, cases)
    _edition(acting)
    cases["withdrawn"] = _opened(acting)
    acting.move(cases["withdrawn"], "withdraw", reason="Overtaken by another text.")
    cases["consultation"] = _consulting(acting)
    cases["draft"] = _drafting(acting)
    return {**{name: acting.case(case).path for name, case in cases.items()}, **_tokens(acting, cases)}


def _opened(acting: Acting, text: str = RICH) -> Case:
    return acting.do(
        files.open_case, "recommendation", _bilingual(acting.body(text)), by="expert.kz", reason="Zero draft"
    )


def _bilingual(body: Body) -> Body:
    return Body(body.original, tuple(_with_arabic(block) for block in body.blocks))


def _with_arabic(block: Block) -> Block:
    arabic = {"operative": IN_ARABIC, "table": TABLE_IN_ARABIC}.get(block.kind, "استمرارية الدعم بعد العودة")
    return replace(block, texts={**block.texts, "ar": arabic}, sources={"ar": block_hash(block, "en")})


def _answer(acting: Acting, case: Case, states: tuple[str, ...] = STATES) -> None:
    for state in states:
        answer, words = ("has_concern", WORDS) if state == "kg" else ("agrees", "")
        acting.do(consultation.answer, case.id, answer, words, by=f"focal.{state}", expected=Expected())


def _run_out(acting: Acting, *cases: Case) -> None:
    acting.to_close(cases[0])
    for case in cases[1:]:
        acting.tick(case)


def _review(acting: Acting, cases: dict[str, Case]) -> None:
    for name, case in cases.items():
        acting.move(case, "open_review")
        for state in REVIEWERS:
            person = acting.actor(f"reviewer.{state}").id
            acting.do(assignments.assign, case.id, person, "reviewer", by="secretariat")
        for state in REVIEWERS[: 1 if name == "review" else 2]:
            _opine(acting, case, state)
        if name != "review":
            acting.move(case, "conclude_review")
    _shorten(acting, cases["review"])
    _take_in(acting, cases["review"])
    acting.do(naming.name, cases["review"].id, 2, "Reading of the second meeting", by="expert.kz")
    _declare(acting, cases["review"], "tj")


def _opine(acting: Acting, case: Case, state: str) -> None:
    _declare(acting, case, state)
    words = f"{WORDS} See {LONG_ADDRESS}."
    acting.do(review.give, case.id, "ready_after_changes", words, by=f"reviewer.{state}", expected=Expected())


def _declare(acting: Acting, case: Case, state: str) -> None:
    acting.do(review.declare, case.id, concerned=False, text="", by=f"reviewer.{state}", expected=Expected())


def _shorten(acting: Acting, case: Case) -> None:
    """Take out a paragraph that somebody commented on, and change another."""
    body = acting.text_of(case)
    last = body.operative()[-1]
    _comment(acting, case, last, "expert.tj")
    kept = tuple(block for block in body.blocks if block is not last)
    first = body.operative()[0]
    changed = replace(first, texts={**first.texts, "en": first.texts["en"].replace("six", "nine")})
    acting.save(case, Body(body.original, tuple(changed if block is first else block for block in kept)))


def _take_in(acting: Acting, case: Case) -> None:
    """Save a version that takes somebody's words in."""
    key = acting.text_of(case).operative()[0].key
    change = Suggestion("replace", "two providers stay")
    made = acting.do(
        discussion.post, case.id, key, WORDS, quote="one provider stays", suggestion=change, by="expert.tj"
    )
    chosen = [Decision(made.number, "accept")]
    acting.do(suggesting.decide, case.id, chosen, reason="Two providers", by="expert.kz", expected=Expected())


def _align(acting: Acting, cases: dict[str, Case]) -> None:
    chosen = [*list(load("cted").provisions)[:1], "mgp-36"]
    for name, case in cases.items():
        keys = [group[0].key for group in operative(acting.text_of(case))]
        if name == "review":
            continue
        for key in keys[: 1 if name == "alignment" else None]:
            acting.do(
                alignment.find, case.id, key, grade="partly", provisions=chosen, reason=WORDS, by="secretariat",
                expected=Expected(),
            )  # fmt: skip
    reason = "The chair reads it once more before the adoption."
    acting.do(locking.lock, cases["alignment"].id, reason, by="chair", expected=Expected())


def _edition(acting: Acting) -> None:
    """Leave an edition of the catalogue that is being written, with a change that needs second eyes."""
    acting.do(editions.begin, "cted", note="Questions on borders", by="secretariat")
    one = next(one for one in shipped("cted")["provisions"] if one["id"] == "mgp-sec-2")
    fields = {**one, "check_questions": [*one["check_questions"], "Who reviews the checks?"]}
    acting.do(editions.change, "cted", "mgp-sec-2", fields, by="secretariat")


def _adopt(acting: Acting, cases: dict[str, Case]) -> None:
    ended = [cases[name] for name in ("published", "adopted", "broken")]
    for case in ended:
        acting.move(case, "open_adoption")
        acting.take(case, "kg", "joins_with_reservation", WORDS)
    acting.take(cases["broken"], "xa", "breaks_silence", WORDS)
    _run_out(acting, *ended)
    _certify(acting, cases["published"])
    acting.print_out()
    acting.move(cases["published"], "publish", by="secretariat")
    _certify(acting, cases["adopted"])
    acting.move(cases["adoption"], "open_adoption")
    acting.take(cases["adoption"], "kg", "joins_with_reservation", f"{WORDS} {LONG_ADDRESS}")
    acting.later(days=3)


def _certify(acting: Acting, case: Case) -> None:
    acting.move(case, "adopt", by="chair")
    acting.move(case, "adopt", by="vice-chair")


def _consulting(acting: Acting) -> Case:
    """A file in its second round, with comments and suggestions of every kind, and documents."""
    case = _opened(acting, DEEP)
    acting.move(case, "open_consultation")
    acting.move(case, "return_to_draft", reason="Paragraph 3 has to say who reviews the plan.")
    acting.move(case, "open_consultation")
    _answer(acting, case, ("kg", "tj"))
    body = acting.text_of(case)
    first, second, third = body.operative()[:3]
    _comment(acting, case, first, "expert.kg", quote=QUOTE)
    _comment(acting, case, second, "expert.kg")
    _comment(acting, case, third, "expert.kg", text=LONG_ADDRESS)
    _comment(acting, case, first, "expert.tj")
    _comment(acting, case, next(block for block in body.blocks if block.kind == "heading"), "expert.uz")
    acting.do(discussion.reply, case.id, 1, LONG_WORD, by="expert.kz")
    acting.do(discussion.dispose, case.id, 2, "accepted_in_part", WORDS, by="expert.kz")
    acting.do(discussion.ask_reopen, case.id, 2, "The response leaves a question open.", by="expert.kg")
    acting.do(discussion.withdraw, case.id, 4, "Said already.", by="expert.tj")
    _suggest(acting, case)
    _add_documents(acting, case)
    return case


def _suggest(acting: Acting, case: Case) -> None:
    """Suggest changes of one paragraph: to the same words, to others, for all of it; one is accepted, two are held back."""
    first, second = acting.text_of(case).operative()[:2]
    change = partial(acting.do, discussion.post, case.id, first.key)
    change(WORDS, quote="six months", suggestion=Suggestion("replace", "nine months"), by="expert.kg")
    change(WORDS, quote="six months", suggestion=Suggestion("replace", "a *whole* year", on_behalf=True), by="focal.uz")
    change(WORDS, quote="at least six months", suggestion=Suggestion("replace", "twelve months"), by="expert.tj")
    change(LONG_WORD, quote="a caregiver", suggestion=Suggestion("replace", "every caregiver"), by="expert.jo")
    change(WORDS, suggestion=Suggestion("insert", f"*Invites* {LONG_WORD};", "operative", first.key), by="expert.lb")
    change(WORDS, suggestion=Suggestion("move", after=second.key), by="expert.iq")
    change(WORDS, suggestion=Suggestion("delete"), audience="group", by="expert.uz")
    taken = acting.do(
        discussion.post, case.id, second.key, WORDS, suggestion=Suggestion("replace", "*Asks* that the plan names:"),
        by="expert.jo",
    )  # fmt: skip
    chosen = [Decision(taken.number, "accept")]
    acting.do(suggesting.decide, case.id, chosen, reason="", by="expert.kz", expected=Expected())
    private = {"text": WORDS, "quote": "a child", "suggestion": Suggestion("replace", "each child")}
    acting.do(holding.hold, case.id, first.key, private, by="expert.kg")
    acting.do(holding.hold, case.id, second.key, {"text": f"{WORDS} {LONG_ADDRESS}"}, by="expert.kg")


def _add_documents(acting: Acting, case: Case) -> None:
    for n, title in enumerate((f"Practice of States: {LONG_WORD}", "Figures of 2025")):
        told = {"title": title, "language": "en", "label": "practice"}
        acting.do(documents.add, case.id, f"{title}\n".encode(), f"note-{n}.txt", **told, by="expert.kz")
    acting.do(documents.withdraw, case.id, 2, "The figures are being checked.", by="expert.kz")


def _comment(acting: Acting, case: Case, block: Block, by: str, text: str = WORDS, quote: str | None = None) -> None:
    acting.do(discussion.post, case.id, block.key, text, quote=quote, by=by)


def _drafting(acting: Acting) -> Case:
    """A draft whose translation is behind in one place and missing in another."""
    case = _opened(acting, DEEP)
    body = acting.text_of(case)
    first, second = body.operative()[:2]
    behind = replace(first, texts={**first.texts, "en": f"*Recommends* {LONG_WORD} for six months;"})
    missing = replace(second, texts={"en": second.texts["en"]}, sources={})
    fresh = {first.key: behind, second.key: missing}
    acting.save(case, Body(body.original, tuple(fresh.get(block.key, block) for block in body.blocks)))
    return case


def _tokens(acting: Acting, cases: dict[str, Case]) -> dict[str, str]:
    """Return what addresses carry besides paths of files; leaves invitations behind."""
    checked = acting.text_of(cases["alignment"]).operative()
    issued = published.of_case(cases["published"].id)
    assert issued is not None
    _, link = _invited(acting, "focal.new@council.example")
    expired, late = _invited(acting, "focal.late@council.example")
    with transaction():
        expired.expires_at = acting.now
    account = by_email(f"chair@{cast.DOMAIN}")
    return {
        "key": acting.text_of(cases["consultation"]).operative()[0].key,
        "found": checked[0].key,
        "open": checked[1].key,
        "held": str(held.own(cases["consultation"].id, acting.actor("expert.kg"))[0].id),
        "entry": str(next(iter(record.all_lines(cases["consultation"].id))).seq),
        "register": issued.path,
        "code": issued.code,
        "link": link,
        "late": late,
        "reset": generate_reset_password_token(account),
    }


def _invited(acting: Acting, address: str) -> Any:
    return acting.do(people.invite, address, "focal_point", "TM", language="ar", by="secretariat")
