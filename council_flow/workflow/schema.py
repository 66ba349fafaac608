"""The format of workflow files as a JSON Schema (2020-12), so that editors complete and check while one types.

It holds what can be said about a file without its graph: keys, types, words of the vocabulary with their parameters.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from typing import Any

from council_flow.language import LANGUAGES
from council_flow.workflow.checking import REQUIRED, STAGE, TOP
from council_flow.workflow.definition import ALLOWANCES
from council_flow.workflow.durations import Duration
from council_flow.workflow.forms import FORMS, KINDS
from council_flow.workflow.moves import TRANSITION
from council_flow.workflow.reading import IDENTIFIER, RESERVED
from council_flow.workflow.vocabulary import Vocabulary, Word

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

MEANING = {
    "workflow": "Name of the procedure; the file bears the same name.",
    "revision": "Whole number from 1, raised with every change of meaning.",
    "title": "Shown name, in one or more languages.",
    "begins": "Roles that can open a file. Left out: every role held in the council.",
    "roles": "Who can be named in this file.",
    "initial": "The stage where a file begins.",
    "stages": "Where a file can be.",
    "transitions": "How a file moves from stage to stage.",
    "promises": "What is proven about the graph of stages whenever the file is checked.",
    "assigned": "council: held by membership. case: given for one file.",
    "final": "The procedure ends here: nothing leaves this stage.",
    "allows": "What each role can do here. What is not written is not allowed.",
    "holds": "Activities that begin when the stage is entered and end when it is left.",
    "from": "A stage, a list of stages, or any: every stage that is not final.",
    "to": "A stage, or same for a decision that leaves the stage as it is.",
    "by": "Roles that can make the move.",
    "approvals": "How many different people have to approve.",
    "needs": "Conditions that hold before the move.",
    "does": "Effects, carried out together with the move or not at all.",
    "reason": "Whoever moves writes why.",
    "after": "The clock makes the move, this long after the stage began.",
}
"""What each key means."""


def schema(vocabulary: Vocabulary) -> Schema:
    """Return the JSON Schema of files that use this vocabulary."""
    return {
        "$schema": DIALECT,
        "title": "Workflow file",
        **_mapping(TOP, (*REQUIRED, "title"), {key: _of(key) for key in TOP}),
        "$defs": _definitions(vocabulary),
    }


def _of(key: str) -> Schema:
    """Return the schema of what stands under a key."""
    return {"$ref": f"#/$defs/{key}", "description": MEANING[key]}


def _mapping(keys: tuple[str, ...], required: tuple[str, ...], properties: Mapping[str, Schema]) -> Schema:
    known = {key: properties[key] for key in keys}
    return {"type": "object", "properties": known, "required": list(required), "additionalProperties": False}


def _named(value: str) -> Schema:
    """Return the schema of a mapping from names to values."""
    return {
        "type": "object",
        "propertyNames": {"$ref": "#/$defs/name"},
        "additionalProperties": {"$ref": f"#/$defs/{value}"},
        "minProperties": 1,
    }


def _definitions(vocabulary: Vocabulary) -> Schema:
    words = {
        f"{kind}.{name}": _parameters(word, f"{kind}.{name}")
        for kind, found in (
            ("condition", vocabulary.conditions), ("effect", vocabulary.effects), ("activity", vocabulary.activities),
        ) for name, word in found.items()
    }  # fmt: skip
    return {
        **_plain(),
        "role": _mapping(
            ("assigned", "title"), ("assigned", "title"), {key: _of(key) for key in ("assigned", "title")}
        ),
        "stage": _mapping(STAGE, ("title",), {key: _of(key) for key in STAGE}),
        "transition": {
            **_mapping(TRANSITION, ("from", "to"), {key: _of(key) for key in TRANSITION}),
            "oneOf": [_BY_PEOPLE, _BY_CLOCK],
        },
        "holds": _chosen(vocabulary.activities, "activity"),
        "needs": {"type": "array", "items": _use(vocabulary.conditions, "condition")},
        "does": {"type": "array", "items": _use(vocabulary.effects, "effect")},
        **words,
    }


_BY_PEOPLE: Schema = {"required": ["by"], "properties": {"by": {"minItems": 1}}, "not": {"required": ["after"]}}
_BY_CLOCK: Schema = {
    "required": ["after"],
    "properties": {"to": {"not": {"const": "same"}}},
    "not": {"anyOf": [{"required": [key]} for key in ("by", "approvals", "reason")]},
}


def _plain() -> Schema:
    """Return the definitions that no vocabulary changes."""
    name, names = {"$ref": "#/$defs/name"}, {"type": "array", "items": {"$ref": "#/$defs/name"}}
    return {
        "name": {"type": "string", "pattern": f"^(?!({'|'.join(sorted(RESERVED))})$){IDENTIFIER.pattern}$"},
        "workflow": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,63}$"},
        "revision": {"type": "integer", "minimum": 1},
        "title": {
            "type": "object",
            "properties": {language: {"type": "string", "pattern": r"\S"} for language in LANGUAGES},
            "additionalProperties": False,
            "minProperties": 1,
        },
        "begins": {**names, "minItems": 1},
        "roles": _named("role"),
        "initial": name,
        "stages": _named("stage"),
        "transitions": _named("transition"),
        "promises": {"type": "array", "items": {"anyOf": [*map(_promise, KINDS), _PROMISE_WITH_COLON]}},
        "assigned": {"enum": ["council", "case"]},
        "final": {"type": "boolean"},
        "allows": _mapping(ALLOWANCES, (), dict.fromkeys(ALLOWANCES, names)),
        "from": {"anyOf": [{"const": "any"}, name, {**names, "minItems": 1}]},
        "to": {"anyOf": [{"const": "same"}, name]},
        "by": names,
        "approvals": {"type": "integer", "minimum": 1},
        "reason": {"const": "required"},
        "after": Duration.json_schema(),
    }


def _promise(kind: str) -> Schema:
    pattern = re.sub(r"\?P<\w+>", "", KINDS[kind].pattern)
    return {"type": "string", "pattern": f"^{pattern}$", "description": FORMS[kind]}


_PROMISE_WITH_COLON: Schema = {
    "type": "object",
    "properties": {"no move without a person": {"$ref": "#/$defs/name"}},
    "required": ["no move without a person"],
    "additionalProperties": False,
}


def _parameters(word: Word, key: str) -> Schema:
    """Return the schema of the parameters of a word, with what it says of itself."""
    found = word.parameters.model_json_schema(ref_template=f"#/$defs/{key}/$defs/{{model}}")
    said = re.sub(r"%\((\w+)\)s", r"{\1}", word.title.text) if word.title else inspect.getdoc(word.act) or ""
    return {**found, "title": word.name, "description": said.partition("\n")[0]}


def _chosen(words: Mapping[str, Word], kind: str) -> Schema:
    """Return the schema of a mapping from words to their parameters."""
    properties = {name: {"$ref": f"#/$defs/{kind}.{name}"} for name in words}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _use(words: Mapping[str, Word], kind: str) -> Schema:
    """Return the schema of one member of a list of conditions or effects."""
    alone = [name for name, word in words.items() if not _required(word)]
    return {"anyOf": [{"enum": alone}, {**_chosen(words, kind), "minProperties": 1, "maxProperties": 1}]}


def _required(word: Word) -> bool:
    return any(parameter.is_required() for parameter in word.parameters.model_fields.values())
