"""What people of the demo say on a text: comments, suggested changes, replies, dispositions, what is kept privately."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from council_flow.demo.people import VOICES
from council_flow.demo.script import block_named, block_with
from council_flow.discussion import holding_operations
from council_flow.discussion import operations as discussion
from council_flow.discussion.suggestions import operations as suggesting_operations
from council_flow.discussion.suggestions.applying import TAKES, Decision
from council_flow.discussion.suggestions.making import Written, made
from council_flow.errors import Expected
from council_flow.text.blocks import Body

if TYPE_CHECKING:
    from council_flow.demo.story import Story

Told = Mapping[str, Any]
"""What a script tells of a comment. With ``act`` it suggests a change."""
QUICK = 0.15
"""Days between two suggestions on one paragraph."""


def post(story: Story, told: Sequence[Told]) -> Iterator[datetime]:
    """Write comments and suggestions one after another. Returns each with the number that it was given."""
    for one in told:
        if one.get("act"):
            yield from story.later(QUICK)
        else:
            yield from story.later(0.4, 1)
        number = story.do(
            discussion.post, story.case_id, **_content(story.text(), one), by=author(one)
        ).number  # fmt: skip
        story.said.append((number, one))


def keep(story: Story, told: Sequence[Told]) -> None:
    """Keep comments and suggestions privately: nobody but their author sees them."""
    for one in told:
        content = _content(story.text(), one)
        story.do(holding_operations.hold, story.case_id, content.pop("key"), content, by=author(one))


def answer(story: Story) -> Iterator[datetime]:
    """Reply to what was said since the last time, decide on suggestions together, give the other dispositions."""
    said, story.said = story.said, []
    for number, told in said:
        for reply in told.get("replies") or []:
            yield from story.later(0.1)
            by = story.who(reply.get("by", "drafter"))
            story.do(discussion.reply, story.case_id, number, reply["text"], by=by)
    if decisions := [_decision(number, told) for number, told in said if told.get("decision")]:
        yield from story.later(0.2)
        drafter = story.who("drafter")
        story.do(
            suggesting_operations.decide, story.case_id, decisions, reason="", by=drafter, expected=Expected()
        )  # fmt: skip
        story.waiting += [one.number for one in decisions if one.choice in TAKES]
    for number, told in said:
        if told.get("disposition", "open") != "open":
            yield from story.later(0.1)
            by, words = story.who(told.get("disposed_by", "drafter")), told.get("response") or ""
            story.do(discussion.dispose, story.case_id, number, told["disposition"], words, by=by)
    yield from _asked(story, said)


def _asked(story: Story, said: Sequence[tuple[int, Told]]) -> Iterator[datetime]:
    """Let authors say whether the disposition answers their comment: those who are told to, and who usually do."""
    for number, told in said:
        words = told.get("still_open", "")
        if "satisfied" in told:
            yield from story.later(0.1)
        elif not (story.passed and told.get("disposition") == "accepted" and told["state"].upper() in VOICES):
            continue
        satisfied = told.get("satisfied", True)
        story.do(discussion.say_satisfied, story.case_id, number, satisfied, words, by=author(told))


def author(told: Told) -> str:
    """Return the key of the account that says something."""
    return told.get("by") or ("focal.xa" if told["state"] == "xa" else f"expert.{told['state']}")


def _decision(number: int, told: Told) -> Decision:
    return Decision(number, told["decision"], told.get("taken", ""), told.get("response", ""))


def _content(text: Body, told: Told) -> dict[str, Any]:
    """Return the arguments of the operation that writes a comment."""
    quote, language = told.get("quote") or None, told.get("language")
    block = block_with(text, told["on"], quote, language)
    content: dict[str, Any] = {
        "key": block.key, "text": told["text"], "quote": quote, "language": language, "written_in": language,
        "type": told.get("type") or "substantive", "audience": told.get("audience") or "council",
    }  # fmt: skip
    if act := told.get("act"):
        after = block_named(text, told["after"]).key if told.get("after") else ""
        found = made(
            text,
            Written(
                block.key, act, words=told.get("now", ""), fresh=told.get("now", ""), kind=told.get("kind", "operative"),
                after=after, quote=quote or "", on_behalf=bool(told.get("for_state")),
            ),
        )  # fmt: skip
        content |= {"quote": found.quote, "start": found.start, "suggestion": found.suggestion}
    return content
