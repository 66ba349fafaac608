"""What conditions, effects and activities are given: the case at an instant. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from council_flow.access import Actor

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Situation:
    """A case at an instant, as the rooms' conditions, effects and activities see it."""

    case: Any
    """The row of the case (``recommendations.models.Case``)."""
    workflow: Any
    """The definition that the case runs on (``workflow.Workflow``)."""
    actor: Actor
    now: datetime
    _asked: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, what: str, ask: Callable[[], Answer]) -> Answer:
        """Return what ``ask`` answers, asked once: many conditions with other parameters cost what one does."""
        if what not in self._asked:
            self._asked[what] = ask()
        answer: Answer = self._asked[what]
        return answer

    @property
    def path(self) -> str:
        """Address of the file, without language prefix, for links."""
        return str(self.case.path)
