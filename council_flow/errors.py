"""The five ways in which the product says no.

An operation raises one of these; ``web/errors.py`` alone knows which HTTP status and which page each becomes.
Every refusal carries a translatable :class:`~council_flow.language.Sentence` that says what is wrong, where,
and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from council_flow.language import Sentence, say


class CouncilError(Exception):
    """Base of all refusals. ``sentence`` is shown to the person, in that person's language."""

    default = say("This is not possible.")

    def __init__(self, sentence: Sentence | None = None, *, link: str | None = None) -> None:
        self.sentence = sentence or self.default
        self.link = link
        """Path inside the product, without language prefix, where the person can mend it."""
        super().__init__(str(self.sentence))


class Missing(CouncilError):
    """What was asked for does not exist, or may not be seen: the two are told apart by nobody."""

    default = say("There is no page at this address.")


class Refused(CouncilError):
    """The person may see the thing but may not do this to it."""

    default = say("Your role does not include this step.")


class NotNow(CouncilError):
    """The person may do this in general, but a condition is not met at this moment."""

    default = say("This step is not open at this stage.")


class Stale(CouncilError):
    """The form was drawn from a version or a stage that has passed meanwhile."""

    default = say("The text has changed since you opened it. What you wrote is kept below.")


@dataclass(frozen=True)
class Expected:
    """What a form was drawn from, against which :class:`Stale` is measured. ``None``: not checked."""

    version: int | None = None
    visit: int | None = None


class Invalid(CouncilError):
    """Input that cannot be taken. ``fields`` maps the name of each field to its sentence."""

    default = say("This is not recorded yet.")

    def __init__(self, fields: Mapping[str, Sentence] | Sentence | None = None, *, link: str | None = None) -> None:
        whole = fields if isinstance(fields, Sentence) else None
        self.fields: dict[str, Sentence] = dict(fields) if isinstance(fields, Mapping) else {}
        super().__init__(whole, link=link)
