"""How each room's acts read in the history, gathered for the audit record."""

from __future__ import annotations

from council_flow.adoption import record as adoption
from council_flow.alignment import record as alignment
from council_flow.audit import words
from council_flow.consultation import record as consultation
from council_flow.discussion import record as discussion
from council_flow.people import record as people
from council_flow.procedures import record as procedures
from council_flow.publication import record as publication
from council_flow.recommendations import record as recommendations
from council_flow.review import record as review
from council_flow.text import record as text

ROOMS = (recommendations, text, discussion, consultation, review, alignment, adoption, publication, people, procedures)


def init() -> None:
    """Hand the words over."""
    for room in ROOMS:
        words.describe(room.RECORDS)
