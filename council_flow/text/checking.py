"""Limits of the short lines that are written beside a text: reasons and names. Pure."""

from __future__ import annotations

from council_flow.errors import Invalid
from council_flow.language import Sentence, say

LONGEST_REASON = 1000
"""Characters of the reason for a version, or for a lock."""
LONGEST_NAME = 120
"""Characters of a version's name."""


def reason_given(raw: str, missing: Sentence) -> str:
    """Return a reason as one line.

    Raises:
        Invalid: it is empty (``missing`` says what to write), or too long.
    """
    reason = " ".join(raw.split())
    if not reason:
        raise Invalid({"reason": missing})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": say("A reason has up to %(n)s characters.", n=LONGEST_REASON)})
    return reason
