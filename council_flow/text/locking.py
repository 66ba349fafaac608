"""What a lock for a final reading keeps from happening. Pure."""

from __future__ import annotations

from typing import Any

from council_flow.errors import NotNow
from council_flow.language import Titles, say


def refuse_locked(case: Any) -> None:
    """Refuse a change of a text that is locked for a final reading."""
    if case.locked_at is not None:
        raise NotNow(
            say(
                "The text is locked for a final reading by: %(who)s. It can be written again when the lock is opened.",
                who=Titles(case.locked_label or {}),
            ),
            link=case.path,
        )
