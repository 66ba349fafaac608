"""The permission table: one row a permission, each a list of predicates that must all hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from council_flow.access.predicates import (
    Predicate,
    allowed,
    answers,
    begins,
    contributes,
    decides,
    granted,
    has_lead,
    impartial,
    leads,
    own,
    sees,
    signed_in,
)
from council_flow.language import Sentence, say


class Permission(StrEnum):
    """What a person may ask for. Moves are not here: the workflow answers for them."""

    CASE_OPEN = "case.open"
    CASE_SEE = "case.see"
    CASE_LEAD = "case.lead"
    TEXT_EDIT = "text.edit"
    TEXT_NAME = "text.name"
    TEXT_LOCK = "text.lock"
    COMMENT_WRITE = "comment.write"
    COMMENT_SUGGEST = "comment.suggest"
    COMMENT_REPLY = "comment.reply"
    COMMENT_WITHDRAW = "comment.withdraw"
    COMMENT_DISPOSE = "comment.dispose"
    DOCUMENT_ADD = "document.add"
    CONSULTATION_ANSWER = "consultation.answer"
    REVIEW_DECLARE = "review.declare"
    REVIEW_STEP_ASIDE = "review.step_aside"
    REVIEW_ANSWER = "review.answer"
    ALIGNMENT_FIND = "alignment.find"
    ALIGNMENT_READ = "alignment.read"
    ADOPTION_POSITION = "adoption.position"
    BEHALF_RECORD = "behalf.record"
    PEOPLE_INVITE = "people.invite"
    PEOPLE_TERMS = "people.terms"
    PEOPLE_ASSIGN = "people.assign"
    AUDIT_READ = "audit.read"
    GUIDANCE_EDIT = "guidance.edit"
    WORKFLOW_ACTIVATE = "workflow.activate"


@dataclass(frozen=True)
class Row:
    """One rule. ``refusal`` is said to a person who sees the case but may not do this; it may use ``%(roles)s``
    (who may), ``%(stage)s``."""

    needs: tuple[Predicate, ...]
    refusal: Sentence
    roles_from: str | None = None
    """Word of ``allows``, ``answers:ACTIVITY``, ``leads`` or ``decides``, that names who may."""


_ROLE = say("%(roles)s does this at the stage %(stage)s.")
_STEP = say("Your role does not include this step.")

TABLE: dict[Permission, Row] = {
    Permission.CASE_OPEN: Row((signed_in, begins), say("Your role does not open files.")),
    Permission.CASE_SEE: Row((signed_in, sees), _STEP),
    Permission.CASE_LEAD: Row((signed_in, sees, leads, impartial), _ROLE, "leads"),
    Permission.TEXT_EDIT: Row((signed_in, allowed("edit")), _ROLE, "edit"),
    Permission.COMMENT_WRITE: Row((signed_in, allowed("comment")), _ROLE, "comment"),
    Permission.TEXT_NAME: Row((signed_in, sees, has_lead), _STEP),
    Permission.TEXT_LOCK: Row((signed_in, sees, leads, impartial), _ROLE, "leads"),
    Permission.COMMENT_SUGGEST: Row((signed_in, allowed("suggest")), _ROLE, "suggest"),
    Permission.COMMENT_REPLY: Row((signed_in, sees), _STEP),
    Permission.COMMENT_WITHDRAW: Row((signed_in, sees, own), say("Only its author withdraws a comment.")),
    Permission.COMMENT_DISPOSE: Row((signed_in, allowed("dispose")), _ROLE, "dispose"),
    Permission.DOCUMENT_ADD: Row((signed_in, sees, contributes), _STEP),
    Permission.CONSULTATION_ANSWER: Row((signed_in, answers("consultation")), _ROLE, "answers:consultation"),
    Permission.REVIEW_DECLARE: Row((signed_in, answers("review")), _ROLE, "answers:review"),
    Permission.REVIEW_STEP_ASIDE: Row((signed_in, sees, decides), _ROLE, "decides"),
    Permission.REVIEW_ANSWER: Row(
        (signed_in, answers("review"), impartial),
        say("Reviewers assigned to this file give opinions; who declared an interest has stepped aside."),
        "answers:review",
    ),
    Permission.ALIGNMENT_FIND: Row((signed_in, answers("alignment")), _ROLE, "answers:alignment"),
    Permission.ALIGNMENT_READ: Row(
        (signed_in, answers("alignment.second"), impartial), _ROLE, "answers:alignment.second"
    ),
    Permission.ADOPTION_POSITION: Row((signed_in, answers("adoption")), _ROLE, "answers:adoption"),
    Permission.BEHALF_RECORD: Row((signed_in, sees, granted("behalf.record")), _STEP),
    Permission.PEOPLE_INVITE: Row((signed_in, granted("people.invite")), _STEP),
    Permission.PEOPLE_TERMS: Row((signed_in, granted("people.terms")), _STEP),
    Permission.PEOPLE_ASSIGN: Row((signed_in, granted("people.assign")), _STEP),
    Permission.AUDIT_READ: Row((signed_in, granted("audit.read")), _STEP),
    Permission.GUIDANCE_EDIT: Row((signed_in, granted("guidance.edit")), _STEP),
    Permission.WORKFLOW_ACTIVATE: Row((signed_in, granted("workflow.activate")), _STEP),
}
