"""The transitions of a file: where each leads, and who or what makes it."""

from __future__ import annotations

from council_flow.language import Titles, say
from council_flow.workflow.definition import Stage, Transition
from council_flow.workflow.loading import Node, Scalar, Table, plain
from council_flow.workflow.reading import Reader, first
from council_flow.workflow.using import listed_uses
from council_flow.workflow.vocabulary import Vocabulary

TRANSITION = ("title", "from", "to", "by", "approvals", "needs", "does", "reason", "after")


def read_moves(reader: Reader, words: Vocabulary, root: Table, stages: dict[str, Stage]) -> dict[str, Transition]:
    """Return the transitions of a file, by name; note what is wrong with them."""
    node = root.values.get("transitions")
    if not isinstance(node, Table):
        reader.complete = False
    named = reader.named(node, "transitions") if node is not None else ()
    moves = _Moves(reader, words, stages)
    return {name: moves.read(name, each, line) for name, each, line in named}


class _Moves:
    def __init__(self, reader: Reader, words: Vocabulary, stages: dict[str, Stage]) -> None:
        self.reader = reader
        self.words = words
        self.stages = stages
        self.open = tuple(name for name, stage in stages.items() if not stage.final)  # what "any" stands for

    def read(self, name: str, node: Node, line: int) -> Transition:
        reader, words = self.reader, self.words
        table = reader.table(node, name)
        if isinstance(node, Table):
            reader.keys(table, TRANSITION, ("from", "to"), name)
        title = reader.languages(table.values["title"], name) if "title" in table.values else _from_name(name)
        transition = Transition(
            name=name,
            title=title,
            sources=self._sources(table),
            to=self._target(table),
            by=reader.role_names(table.values.get("by"), "by"),
            approvals=self._approvals(table),
            needs=listed_uses(reader, table.values.get("needs"), "needs", words.conditions, "W023"),
            does=listed_uses(reader, table.values.get("does"), "does", words.effects, "W024"),
            reason_required=self._reason(table),
            after=reader.duration(table.values["after"], "after") if "after" in table.values else None,
            everywhere=plain(first(table, "from")) == "any",
            line=line,
        )
        if isinstance(node, Table):
            self._who(table, transition)
        return transition

    def _sources(self, table: Table) -> tuple[str, ...]:
        node = table.values.get("from", Scalar(None, table.line))
        if isinstance(node, Scalar):
            if node.value == "any":
                return self.open
            found = [self.reader.stage_name(node, "from")] if "from" in table.values else []
        else:
            found = [self.reader.stage_name(member, "from") for member in self._listed(node)]
        sources = tuple(dict.fromkeys(name for name in found if name is not None))
        self.reader.complete &= bool(found) and None not in found
        for name in sources:
            if name in self.stages and self.stages[name].final:
                message = say("A way leads out of the final stage “%(stage)s”.", stage=name)
                self.reader.note(node.line, "W033", message)
        return sources

    def _listed(self, node: Node) -> list[Node]:
        if plain(node) == []:
            self.reader.note(node.line, "W012", say("“%(what)s” is empty.", what="from"))
        return self.reader.listed(node, "from")

    def _target(self, table: Table) -> str | None:
        node = table.values.get("to")
        if node is not None and plain(node) == "same":
            return None
        to = self.reader.stage_name(node, "to") if node is not None else None
        self.reader.complete &= to is not None
        return to

    def _approvals(self, table: Table) -> int:
        node = table.values.get("approvals")
        number = self.reader.whole(node, "approvals") if node is not None else None
        if node is None or number is None:
            return 1
        if number < 1:
            self.reader.note(node.line, "W040", say("At least 1 approval is needed, not %(n)s.", n=number))
        return number

    def _reason(self, table: Table) -> bool:
        node = table.values.get("reason")
        if node is None:
            return False
        if plain(node) != "required":
            self.reader.not_a_word(node, "reason", say("“required”, or is left out"))
        return True

    def _who(self, table: Table, transition: Transition) -> None:
        """Check that either people or the clock make the move."""
        keys, note, name = table.keys, self.reader.note, transition.name
        if "after" not in keys:
            if not transition.by and ("by" not in keys or plain(table.values["by"]) == []):
                note(transition.line, "W043", say("“%(name)s” names nobody: it needs “by” or “after”.", name=name))
            return
        if "by" in keys:
            message = say("“%(name)s” is made by the clock (“after”) or by people (“by”), not by both.", name=name)
            note(keys["by"], "W042", message)
        if "approvals" in keys:
            note(keys["approvals"], "W041", say("The clock makes “%(name)s”: nobody approves it.", name=name))
        if "reason" in keys:
            note(keys["reason"], "W046", say("The clock makes “%(name)s”: nobody writes a reason.", name=name))
        if plain(first(table, "to")) == "same":
            note(keys["to"], "W044", say("The clock makes “%(name)s”: it leads to another stage.", name=name))


def _from_name(name: str) -> Titles:
    """Return the name of a transition as a title: ``return_to_draft`` reads "Return to draft"."""
    return Titles(name.replace("_", " ").capitalize())
