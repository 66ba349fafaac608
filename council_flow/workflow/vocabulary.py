"""The words that workflow files may use. Rooms register functions and activities; the engine knows them by name only.

Parameters are typed by their annotations: ``int``, ``str``, ``bool``, ``list[str]``, :class:`Duration`,
:data:`RoleName`, :data:`RoleNames`, ``Literal`` and lists of these. A default makes a parameter optional.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType, SimpleNamespace
from typing import Annotated, Any, Protocol, TypeVar, get_type_hints, overload

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    create_model,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from council_flow.language import Sentence, Titles, say
from council_flow.workflow.definition import Use
from council_flow.workflow.reading import IDENTIFIER

Registered = TypeVar("Registered")


@dataclass(frozen=True)
class Verdict:
    """The answer of a condition: whether it holds, why in one sentence, where to go to change it, and whose turn it is.

    ``link`` is a path inside the product, without language prefix. ``turn`` names people, roles or States who have to
    act before the condition holds; empty where it holds or where only time has to pass.
    """

    holds: bool
    sentence: Sentence
    link: str | None = None
    turn: tuple[Sentence | Titles | str, ...] = ()


def _known_role(name: str, info: ValidationInfo) -> str:
    roles = (info.context or {}).get("roles")
    if roles is not None and name not in roles:
        raise PydanticCustomError("role", "not a role of this file", {"name": name})
    return name


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_ROLE = {"type": "string", "pattern": f"^{IDENTIFIER.pattern}$"}

RoleName = Annotated[str, AfterValidator(_known_role), WithJsonSchema(_ROLE)]
"""A parameter that names one role of the file."""

RoleNames = Annotated[
    list[RoleName],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [_ROLE, {"type": "array", "items": _ROLE}]}),
]
"""A parameter that names one role or a list of them; its value is a list."""


class Activity(Protocol):
    """What a room registers for ``holds``. The engine stores it; ``recommendations`` calls it.

    ``settings`` are the typed values of the file, by name. ``closes_at`` is UTC, ``None`` without a time limit.
    """

    def entered(self, situation: Any, settings: Mapping[str, Any], closes_at: Any) -> None:
        """Open a round: the case has entered a stage that holds this activity."""

    def written(self, situation: Any) -> None:
        """Look again at what was given: the text has a new version."""

    def extended(self, situation: Any, settings: Mapping[str, Any], closes_at: Any) -> None:
        """Close later than was said: the time limit has been extended."""

    def left(self, situation: Any) -> None:
        """Close what is open: the case leaves the stage."""

    def due(self, situation: Any, settings: Mapping[str, Any]) -> None:
        """Close the round: its time has run out."""


class _NoSettings(BaseModel):
    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Word:
    """One registered word: what it is called, what it takes, what it does."""

    name: str
    act: Any
    parameters: type[BaseModel]
    title: Sentence | None = None

    def titled(self, params: Mapping[str, Any]) -> Sentence | None:
        """Return the title with the parameters of one use filled in."""
        if self.title is None or "%(" not in self.title.text:
            return self.title
        return Sentence(self.title.text, {**self.title.params, **params}, self.title.plural, self.title.n)

    def take(self, data: Any, roles: Collection[str] | None) -> tuple[Mapping[str, Any], list[ErrorDetails]]:
        """Return the typed parameters, or what is wrong with them (in pydantic's words).

        ``roles`` are those of the file; ``None`` where it does not tell them.
        """
        try:
            # Read as JSON: strict about types, yet a list may become a tuple or a set.
            model = self.parameters.model_validate_json(json.dumps(data), strict=True, context={"roles": roles})
        except ValidationError as error:
            return MappingProxyType({}), error.errors(include_url=False, include_input=False)
        return MappingProxyType({name: getattr(model, name) for name in type(model).model_fields}), []


@dataclass
class Vocabulary:
    """All words known. Filled once when the product starts, read by many afterwards."""

    conditions: dict[str, Word] = field(default_factory=dict)
    effects: dict[str, Word] = field(default_factory=dict)
    activities: dict[str, Word] = field(default_factory=dict)
    rehearsals: dict[str, Callable[..., bool]] = field(default_factory=dict)
    """How conditions come to hold in a rehearsal, by name of the condition."""

    def condition(self, name: str, title: Sentence) -> Callable[[Registered], Registered]:
        """Register ``fn(situation, **params) -> Verdict``. ``title`` may use the parameters, ``%(answers)s``."""

        def register(function: Registered) -> Registered:
            _add(self.conditions, Word(name, function, _signature(name, function), title))
            return function

        return register

    def effect(self, name: str) -> Callable[[Registered], Registered]:
        """Register ``fn(situation, **params) -> None``."""

        def register(function: Registered) -> Registered:
            _add(self.effects, Word(name, function, _signature(name, function)))
            return function

        return register

    @overload
    def activity(self, name: str) -> Activity: ...

    @overload
    def activity(self, name: str, settings: type[BaseModel] | None) -> Callable[[Registered], Registered]: ...

    def activity(self, name: str, settings: Any = ...) -> Any:
        """With ``settings`` (a pydantic model, or ``None`` for none): register an :class:`Activity`, object or class.

        Without: return the activity registered under this name.
        """
        if settings is ...:
            return self.activities[name].act

        def register(activity: Registered) -> Registered:
            act = activity() if isinstance(activity, type) else activity
            _add(self.activities, Word(name, act, _closed(settings or _NoSettings)))
            return activity

        return register

    def rehearse(self, name: str, model: Callable[..., bool]) -> None:
        """Say how a condition comes to hold in a rehearsal: ``model(played, **params)``, with a :class:`Played` case.

        Without a model a condition holds after a random part of the stay.
        """
        if name in self.rehearsals:
            raise ValueError(f"{name} is rehearsed twice")
        self.rehearsals[name] = model

    def evaluate(self, use: Use, situation: Any) -> Verdict:
        """Ask a condition."""
        verdict: Verdict = self.conditions[use.name].act(situation, **use.params)
        return verdict

    def perform(self, use: Use, situation: Any) -> None:
        """Carry out an effect."""
        self.effects[use.name].act(situation, **use.params)

    def condition_title(self, use: Use | str) -> Sentence:
        """Return the short sentence of a condition, for one use of it or by name."""
        if isinstance(use, Use) and use.title is not None:
            return use.title
        name = use if isinstance(use, str) else use.name
        return self.conditions[name].title or say("%(name)s", name=name)


def _add(words: dict[str, Word], word: Word) -> None:
    if word.name in words:
        raise ValueError(f"{word.name} is registered twice")
    words[word.name] = word


def _closed(model: type[BaseModel]) -> type[BaseModel]:
    """Return the model, refusing keys that it does not name."""
    if model.model_config.get("extra") == "forbid":
        return model
    return type(model.__name__, (model,), {"model_config": ConfigDict(extra="forbid"), "__module__": model.__module__})


def _signature(name: str, function: Any) -> type[BaseModel]:
    """Make a model of the parameters that follow the situation."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    if any(parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL) for parameter in parameters):
        raise TypeError(f"{name}: each parameter has a name and a type")
    written = {parameter.name: parameter.annotation for parameter in parameters}
    if inspect.Parameter.empty in written.values():
        raise TypeError(f"{name}: each parameter has a type")
    # Only these annotations are read: the situation's type may be imported for type checking alone.
    spaces = getattr(inspect.unwrap(function), "__globals__", {})
    hints = get_type_hints(SimpleNamespace(__annotations__=written), globalns=spaces, include_extras=True)
    fields: dict[str, Any] = {
        parameter.name: (hints[parameter.name], ... if parameter.default is parameter.empty else parameter.default)
        for parameter in parameters
    }
    return create_model(name.replace(".", "_"), __config__=ConfigDict(extra="forbid"), **fields)
