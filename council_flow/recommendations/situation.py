"""What conditions, effects and activities are given: the case at an instant. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from council_flow.access import Actor


@dataclass(frozen=True)
class Situation:
    """A case at an instant, as the rooms' conditions, effects and activities see it."""

    case: Any
    """The row of the case (``recommendations.models.Case``)."""
    workflow: Any
    """The definition that the case runs on (``workflow.Workflow``)."""
    actor: Actor
    now: datetime

    @property
    def path(self) -> str:
        """Address of the file, without language prefix, for links."""
        return str(self.case.path)
