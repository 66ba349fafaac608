"""The words that workflow files may use: every room's conditions, effects and activities in one vocabulary."""

from __future__ import annotations

from council_flow.adoption import activities as adoption_activities
from council_flow.adoption import conditions as adoption_conditions
from council_flow.adoption import rehearsing as adoption_rehearsing
from council_flow.alignment import activities as alignment_activities
from council_flow.alignment import conditions as alignment_conditions
from council_flow.alignment import rehearsing as alignment_rehearsing
from council_flow.consultation import activities as consultation_activities
from council_flow.consultation import conditions as consultation_conditions
from council_flow.consultation import rehearsing as consultation_rehearsing
from council_flow.discussion import conditions as discussion_conditions
from council_flow.discussion import rehearsing as discussion_rehearsing
from council_flow.publication import conditions as publication_conditions
from council_flow.publication import effects as publication_effects
from council_flow.publication import rehearsing as publication_rehearsing
from council_flow.review import activities as review_activities
from council_flow.review import conditions as review_conditions
from council_flow.review import rehearsing as review_rehearsing
from council_flow.text import conditions as text_conditions
from council_flow.text import effects as text_effects
from council_flow.text import rehearsing as text_rehearsing
from council_flow.workflow import Vocabulary

WORDS = (
    text_conditions, text_effects, discussion_conditions, consultation_activities, consultation_conditions,
    review_activities, review_conditions, alignment_activities, alignment_conditions, adoption_activities,
    adoption_conditions, publication_conditions, publication_effects,
)  # fmt: skip
REHEARSED = (
    text_rehearsing, discussion_rehearsing, consultation_rehearsing, review_rehearsing, alignment_rehearsing,
    adoption_rehearsing, publication_rehearsing,
)  # fmt: skip


def vocabulary() -> Vocabulary:
    """Return a vocabulary with the words of all rooms."""
    words = Vocabulary()
    for room in (*WORDS, *REHEARSED):
        room.register(words)
    return words
