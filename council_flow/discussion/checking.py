"""What the discussion refuses, and in which words. Pure: each function raises or returns what may be stored."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from council_flow.access import Place
from council_flow.discussion.suggestion import Suggestion
from council_flow.discussion.words import ACTS, CHAIR, DISPOSITIONS, LONGEST, NEEDS_RESPONSE, TYPES
from council_flow.errors import Invalid, NotNow, Refused
from council_flow.language import Sentence, say
from council_flow.text.blocks import KINDS, Body

COMMENT = say("Write the comment.")
REPLY = say("Write the reply.")
REASON = say("Write the reason: it stands with the comment.")
WHY = say("Write what is still open.")
RESPONSE = say("Write the response: this disposition says why.")


def words(name: str, text: str, missing: Sentence) -> str:
    """Return what was written in the field ``name``, trimmed."""
    text = text.strip()
    if not text:
        raise Invalid({name: missing})
    if len(text) > LONGEST:
        raise Invalid({name: say("This field takes up to %(n)s characters.", n=f"{LONGEST:,}")})
    return text


def known_audience(name: str, offered: Collection[str]) -> str:
    """Return who shall see a comment, if the procedure has such an audience."""
    if name not in offered:
        raise Invalid({"audience": say("Choose who shall see the comment.")})
    return name


def suggestion(made: Suggestion, body: Body, state: str | None) -> None:
    """Refuse a suggestion that cannot be taken in: its act unknown, its words missing, its place not in the text."""
    if made.act not in ACTS:
        raise Invalid({"act": say("Choose what you suggest.")})
    if made.act in ("replace", "insert"):
        words("proposed", made.proposed, say("Write the words that you suggest."))
    if made.act == "insert" and made.proposed_kind.partition("-")[0] not in KINDS:
        raise Invalid({"proposed_kind": say("Choose the kind of the new paragraph.")})
    if (made.act == "move" or made.after) and made.act in ("insert", "move") and body.block(made.after) is None:
        raise Invalid({"after": say("The text has no such paragraph.")})
    if made.on_behalf and state is None:
        raise Invalid({"on_behalf": say("Only who was named by a State suggests for a State.")})


def known_type(name: str) -> str:
    """Return the type of a comment, if there is such a type."""
    if name not in TYPES:
        raise Invalid({"type": say("Choose one of the four kinds of comment.")})
    return name


def disposition(name: str, response: str) -> tuple[str, str]:
    """Return a disposition and its response, which some dispositions ask for."""
    if name not in DISPOSITIONS:
        raise Invalid({"disposition": say("Choose one of the six dispositions.")})
    if name in NEEDS_RESPONSE or response.strip():
        return name, words("response", response, RESPONSE)
    return name, ""


def discussed(there: Place, audience: str) -> None:
    """Refuse where the stage lets nobody comment or answer comments; to the chair, as long as somebody leads the file."""
    if not (is_discussed(there) or (audience == CHAIR and there.leads)):
        raise NotNow(say("Comments are closed at the stage %(stage)s.", stage=there.stage_title))


def is_discussed(there: Place) -> bool:
    """Answer whether the stage lets somebody comment, or answer comments."""
    return bool(there.allows.get("comment") or there.allows.get("dispose"))


def answerable(comment: Any, there: Place, final: bool) -> None:
    """Refuse to hear whether a comment is answered where it has no disposition, and where the procedure is over."""
    standing(comment, ("settled",))
    if final:
        raise NotNow(say("Comments are closed at the stage %(stage)s.", stage=there.stage_title))


def satisfaction(satisfied: bool, note: str) -> str:
    """Return what the author adds; who is not satisfied says why."""
    if not satisfied or note.strip():
        return words("note", note, WHY)
    return ""


def replied(comment: Any, own: bool, disposes: bool) -> None:
    """Refuse a reply to what is withdrawn, and to what is settled by those whom it no longer concerns."""
    standing(comment, ("open", "settled"))
    if comment.standing == "settled" and not (own or disposes):
        raise Refused(
            say(
                "Comment %(n)s has a disposition; its author and those who give dispositions may still reply.",
                n=comment.number,
            )
        )


def unanswered(comment: Any) -> None:
    """Refuse where somebody has answered a comment: its words are fixed then."""
    if comment.standing != "open" or comment.replies:
        raise NotNow(
            say("Comment %(n)s has been answered: its words are fixed. A reply can add to them.", n=comment.number)
        )


def standing(comment: Any, accepted: tuple[str, ...]) -> None:
    """Refuse a comment that is not, as it stands, among the accepted ones."""
    if comment.standing in accepted:
        return
    match comment.standing:
        case "settled":
            raise NotNow(say("Comment %(n)s has a disposition. It can be reopened.", n=comment.number))
        case "withdrawn":
            raise NotNow(say("Comment %(n)s is withdrawn.", n=comment.number))
    raise NotNow(say("Comment %(n)s has no disposition that could be reopened.", n=comment.number))


def closed_chapter(comment: Any, reason: str, now: datetime) -> dict[str, Any]:
    """Return the disposition of a comment that is being reopened, as it stays on file."""
    return {
        "disposition": comment.disposition,
        "response": comment.response,
        "label": comment.disposed_label,
        "at": comment.disposed_at.isoformat() if comment.disposed_at else None,
        "satisfied": comment.satisfied,
        "note": comment.satisfied_note,
        "taken_in": comment.taken_in,
        "reopened": now.isoformat(),
        "reason": reason,
    }
