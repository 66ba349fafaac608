"""Uses of the vocabulary: conditions, effects and activities with their parameters, held against what is registered."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic_core import ErrorDetails

from council_flow.language import Sentence, say
from council_flow.workflow.definition import Use
from council_flow.workflow.loading import Listing, Node, Scalar, Table, plain
from council_flow.workflow.problems import quoted, unknown
from council_flow.workflow.reading import Reader, bad_duration
from council_flow.workflow.vocabulary import Word

_UNKNOWN: Mapping[str, tuple[Sentence, Sentence]] = {
    "W022": (
        say("The activity “%(word)s” is not known."),
        say("The activity “%(word)s” is not known. “%(near)s” is."),
    ),
    "W023": (
        say("The condition “%(word)s” is not known."),
        say("The condition “%(word)s” is not known. “%(near)s” is."),
    ),
    "W024": (
        say("The effect “%(word)s” is not known."),
        say("The effect “%(word)s” is not known. “%(near)s” is."),
    ),
}


def listed_uses(reader: Reader, node: Node | None, what: str, words: Mapping[str, Word], code: str) -> tuple[Use, ...]:
    """Return the uses in a list such as ``needs: [a.b, {c.d: {n: 5}}]``."""
    found = [_in_list(reader, member, what, words, code) for member in reader.listed(node, what)]
    return tuple(use for use in found if use is not None)


def _in_list(reader: Reader, member: Node, what: str, words: Mapping[str, Word], code: str) -> Use | None:
    if isinstance(member, Table) and len(member.values) == 1:
        name, settings = next(iter(member.values.items()))
        return use(reader, name, settings, member.keys[name], words, code)
    if isinstance(member, Scalar) and isinstance(member.value, str):
        return use(reader, member.value, Table({}, {}, member.line), member.line, words, code)
    reader.wrong(member, what, say("a name, or one name with its parameters"))
    return None


def mapped_uses(reader: Reader, node: Node | None, words: Mapping[str, Word]) -> tuple[Use, ...]:
    """Return the activities of ``holds``."""
    if node is None:
        return ()
    table = reader.table(node, "holds")
    found = [use(reader, name, value, table.keys[name], words, "W022") for name, value in table.values.items()]
    return tuple(each for each in found if each is not None)


def known_word(reader: Reader, name: str, line: int, words: Mapping[str, Word], code: str) -> str | None:
    """Return a name of the vocabulary. Where it is misspelt, note it and return the one that was likely meant."""
    if name in words:
        return name
    meant = reader.findings.nearest(name, words)
    plain_text, near = _UNKNOWN[code]
    reader.note(line, code, unknown(name, meant, plain_text, near))
    return meant


def use(reader: Reader, name: str, settings: Node, line: int, words: Mapping[str, Word], code: str) -> Use | None:
    """Return one use with typed parameters; note what is unknown, missing or of the wrong type."""
    if known_word(reader, name, line, words, code) != name:
        return None
    word = words[name]
    table = reader.table(settings, name)
    if table is not settings:
        return None
    params, errors = word.take(plain(table), reader.roles)
    unmeant = [str(error["loc"][0]) for error in errors if error["type"] == "extra_forbidden"]
    meant = {reader.findings.nearest(parameter, word.parameters.model_fields) for parameter in unmeant}
    for error in errors:
        if error["type"] != "missing" or error["loc"][0] not in meant:
            _note(reader, word, table, error, line)
    return Use(name, params, line, word.titled(params))


def _note(reader: Reader, word: Word, table: Table, error: ErrorDetails, line: int) -> None:
    """Note one of pydantic's errors in our words, on the line of the value concerned."""
    path = error["loc"]
    if not path:
        reader.note(line, "W012", say("“%(word)s”: %(detail)s.", word=word.name, detail=quoted(error["msg"])))
        return
    parameter, spot = str(path[0]), _spot(table, path)
    match error["type"]:
        case "extra_forbidden":
            plain_text = say("“%(of)s” has no parameter “%(word)s”.", of=word.name)
            near = say("“%(of)s” has no parameter “%(word)s”. “%(near)s” is one.", of=word.name)
            meant = reader.findings.nearest(parameter, word.parameters.model_fields)
            reader.note(table.keys.get(parameter, line), "W025", unknown(parameter, meant, plain_text, near))
        case "missing":
            message = say("“%(of)s” lacks its parameter “%(word)s”.", of=word.name, word=".".join(map(str, path)))
            reader.note(line, "W026", message)
        case "role":
            reader.known_role(str(plain(spot)), spot.line)
        case "duration":
            reader.note(spot.line, "W015", bad_duration(parameter, spot))
        case _:
            message = say(
                "“%(value)s” does not fit the parameter “%(word)s” of “%(of)s”: %(detail)s.",
                value=quoted(plain(spot)),
                word=parameter,
                of=word.name,
                detail=_detail(error["msg"]),
            )
            reader.note(spot.line, "W012", message)


def _spot(table: Table, path: tuple[int | str, ...]) -> Node:
    """Return the node that an error speaks of, or the nearest one around it."""
    node: Node = table
    for step in path:
        if isinstance(node, Table) and step in node.values:
            node = node.values[str(step)]
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.values):
            node = node.values[step]
    return node


def _detail(message: str) -> str:
    text = quoted(message).rstrip(".")
    return text[:1].lower() + text[1:]
