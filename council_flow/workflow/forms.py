"""How promises are written in a file: twelve forms, of which no sentence fits two."""

from __future__ import annotations

import re
from collections.abc import Mapping

from council_flow.language import say
from council_flow.workflow.definition import Promise
from council_flow.workflow.loading import Node, Scalar, Table
from council_flow.workflow.problems import nearest, unknown
from council_flow.workflow.reading import Reader
from council_flow.workflow.using import known_word
from council_flow.workflow.vocabulary import Word

FORMS = {
    "through": "X only through Y",
    "after": "X only after Y and Z",
    "never": "X never after Y",
    "once": "X at most once",
    "final": "X is final",
    "by": "X only by R",
    "reason": "X only with a reason",
    "when": "X only when CONDITION",
    "alone": "nobody alone moves X to Y",
    "clock": "no move without a person: X",
    "edits": "nobody edits from X on",
    "end": "every stage can end",
}
"""Each kind of promise as it is written. X, Y and Z are stages, R is a role."""

NAME = r"[^\s,]+"
_STAGE, _OTHER = f"(?P<stage>{NAME})", f"(?P<others>{NAME})"
_OTHERS = f"(?P<others>{NAME}(?:(?:, and |, | and ){NAME})*)"

KINDS = {
    "through": re.compile(f"{_STAGE} only through {_OTHER}"),
    "after": re.compile(f"{_STAGE} only after {_OTHERS}"),
    "never": re.compile(f"{_STAGE} never after {_OTHER}"),
    "once": re.compile(f"{_STAGE} at most once"),
    "final": re.compile(f"{_STAGE} is final"),
    "by": re.compile(f"{_STAGE} only by (?P<role>{NAME})"),
    "reason": re.compile(f"{_STAGE} only with a reason"),
    "when": re.compile(f"{_STAGE} only when (?P<condition>{NAME})"),
    "alone": re.compile(f"nobody alone moves {_OTHER} to {_STAGE}"),
    "clock": re.compile(f"no move without a person: {_STAGE}"),
    "edits": re.compile(f"nobody edits from {_STAGE} on"),
    "end": re.compile("every stage can end"),
}
"""Each kind as a pattern of the whole sentence."""

_PLACES = frozenset({"X", "Y", "Z", "R", "CONDITION"})
_LIKENESS = 0.85


def written(node: Node) -> Node:
    """Return a promise as a text: YAML takes one that holds a colon for a mapping of one key."""
    if isinstance(node, Table) and len(node.values) == 1:
        begin, value = next(iter(node.values.items()))
        if isinstance(value, Scalar) and isinstance(value.value, str):
            return Scalar(f"{begin}: {value.value}", node.line)
    return node


def parse(reader: Reader, text: str, line: int, conditions: Mapping[str, Word]) -> Promise | None:
    """Read one promise; note a sentence, a stage, a role or a condition that is not known."""
    words = " ".join(text.split())
    for kind, form in KINDS.items():
        found = form.fullmatch(words)
        if found:
            return _promise(reader, words, kind, found.groupdict(), line, conditions)
    known = "; ".join(FORMS.values())
    plain_text = say("“%(word)s” is not a promise that can be proven. Known: %(known)s.", known=known)
    near = say("“%(word)s” is not a promise that can be proven. “%(near)s” is one.")
    reader.note(line, "W050", unknown(words, _likely(words), plain_text, near))
    return None


def _promise(
    reader: Reader, words: str, kind: str, names: Mapping[str, str], line: int, conditions: Mapping[str, Word]
) -> Promise | None:
    others = re.split(r", and |, | and ", names["others"]) if "others" in names else []
    stages = [names["stage"], *others] if "stage" in names else []
    found = [reader.stage_name(Scalar(name, line), "promises") for name in stages]
    known = [stage for stage in found if stage is not None]
    role = reader.known_role(names["role"], line) if "role" in names else ""
    condition = known_word(reader, names["condition"], line, conditions, "W023") if "condition" in names else ""
    if len(known) < len(found) or role is None or condition is None:
        return None
    return Promise(words, kind, known[0] if known else None, tuple(known[1:]), line, role or None, condition or None)


def _likely(words: str) -> str | None:
    """Return the promise that was most likely meant: a known form with the text's own names in its places."""
    return nearest(words, [_filled(form.split(), words.split()) for form in FORMS.values()], _LIKENESS)


def _filled(form: list[str], given: list[str]) -> str:
    """Return a form with the names of a text: the first word, and the others counted from the end."""
    for place, word in enumerate(form):
        if word in _PLACES and len(given) > len(form) - place - 1:
            form[place] = given[place - len(form) if place else 0]
    return " ".join(form)
