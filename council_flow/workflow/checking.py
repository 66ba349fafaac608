"""From a file to a definition, or to the list of everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from council_flow.language import Titles, say
from council_flow.workflow.definition import ALLOWANCES, Promise, Role, Stage, Transition, Workflow
from council_flow.workflow.graph import check_graph
from council_flow.workflow.loading import Node, Scalar, Table, compose, fetch, plain
from council_flow.workflow.problems import Findings, Problem, quoted
from council_flow.workflow.promises import broken, parse
from council_flow.workflow.reading import Reader, first
from council_flow.workflow.using import listed_uses, mapped_uses
from council_flow.workflow.vocabulary import Vocabulary

TOP = ("workflow", "revision", "title", "begins", "roles", "initial", "stages", "transitions", "promises")
REQUIRED = ("workflow", "revision", "roles", "initial", "stages", "transitions")
STAGE = ("title", "final", "allows", "holds")
TRANSITION = ("title", "from", "to", "by", "approvals", "needs", "does", "reason", "after")


def check(source: Path | str, vocabulary: Vocabulary, *, file: str = "") -> tuple[Workflow | None, list[Problem]]:
    """Read a workflow from a path or from a text and find every mistake in it.

    Returns the definition, or ``None`` where there are problems; and the problems in the order of lines. A path must
    be named like its workflow; a text is called ``file`` in its problems.

    Raises:
        OSError: the file cannot be read.
    """
    findings = Findings(file or (str(source) if isinstance(source, Path) else "text"))
    text = fetch(source, findings) if isinstance(source, Path) else source
    root = compose(text, findings) if text is not None else None
    if root is None or text is None:
        return None, findings.sorted()
    workflow = _Checker(Reader(findings), vocabulary).whole(root, text, source if isinstance(source, Path) else None)
    return (None if findings.problems else workflow), findings.sorted()


class _Checker:
    def __init__(self, reader: Reader, vocabulary: Vocabulary) -> None:
        self.reader = reader
        self.vocabulary = vocabulary

    def whole(self, root: Table, text: str, path: Path | None) -> Workflow:
        reader = self.reader
        reader.keys(root, TOP, REQUIRED)
        name = self._name(root, path)
        title = reader.titles(root, "workflow")
        roles = self._roles(root)
        reader.roles = roles.keys()
        stages_table = root.values.get("stages")
        reader.stages = stages_table.values.keys() if isinstance(stages_table, Table) else ()
        stages = self._stages(root)
        initial = reader.stage_name(first(root, "initial"), "initial") if "initial" in root.values else None
        begins = reader.role_names(root.values.get("begins"), "begins")
        if "begins" not in root.values:
            begins = frozenset(role.name for role in roles.values() if role.assigned == "council")
        workflow = Workflow(
            name=name,
            revision=self._revision(root),
            title=title,
            begins=begins,
            roles=roles,
            initial=initial or "",
            stages=stages,
            transitions=self._transitions(root, stages),
            promises=self._promises(root),
            source=text,
        )
        self._prove(workflow, root)
        return workflow

    def _name(self, root: Table, path: Path | None) -> str:
        node = root.values.get("workflow")
        name = self.reader.text(node, "workflow") if node is not None else None
        if name is None or node is None:
            return ""
        if self.reader.identifier(name, node.line) and path is not None and path.stem != name:
            message = say(
                "The file is called “%(stem)s” and the workflow “%(name)s”. They must have the same name.",
                stem=quoted(path.stem),
                name=name,
            )
            self.reader.note(node.line, "W016", message)
        return name

    def _revision(self, root: Table) -> int:
        node = root.values.get("revision")
        number = self.reader.whole(node, "revision") if node is not None else None
        if node is not None and number is not None and number < 1:
            self.reader.note(node.line, "W012", say("“%(what)s” counts from 1.", what="revision"))
        return number or 1

    def _roles(self, root: Table) -> dict[str, Role]:
        found: dict[str, Role] = {}
        if "roles" not in root.values:
            return found
        for name, node, line in self.reader.named(root.values["roles"], "roles"):
            table = self.reader.table(node, name)
            self.reader.keys(table, ("assigned", "title"), ("assigned",), name)
            assigned = plain(first(table, "assigned"))
            if "assigned" in table.values and assigned not in ("council", "case"):
                self.reader.wrong(table.values["assigned"], "assigned", say("“council” or “case”"))
            found[name] = Role(name, self.reader.titles(table, name), str(assigned), line)
        return found

    def _stages(self, root: Table) -> dict[str, Stage]:
        found: dict[str, Stage] = {}
        if "stages" not in root.values:
            return found
        for name, node, line in self.reader.named(root.values["stages"], "stages"):
            table = self.reader.table(node, name)
            self.reader.keys(table, STAGE, where=name)
            found[name] = Stage(
                name=name,
                title=self.reader.titles(table, name),
                final=self.reader.flag(table.values.get("final"), "final"),
                allows=self._allows(table),
                holds=mapped_uses(self.reader, table.values.get("holds"), self.vocabulary.activities),
                line=line,
            )
        return found

    def _allows(self, stage: Table) -> dict[str, frozenset[str]]:
        if "allows" not in stage.values:
            return {}
        table = self.reader.table(stage.values["allows"], "allows")
        self.reader.keys(table, ALLOWANCES)
        found = {word: self.reader.role_names(node, word) for word, node in table.values.items() if word in ALLOWANCES}
        found["see"] = frozenset().union(*found.values())
        return found

    def _transitions(self, root: Table, stages: dict[str, Stage]) -> dict[str, Transition]:
        if "transitions" not in root.values:
            return {}
        named = self.reader.named(root.values["transitions"], "transitions")
        return {name: self._transition(name, node, line, stages) for name, node, line in named}

    def _transition(self, name: str, node: Node, line: int, stages: dict[str, Stage]) -> Transition:
        reader, words = self.reader, self.vocabulary
        table = reader.table(node, name)
        if isinstance(node, Table):
            reader.keys(table, TRANSITION, ("from", "to"), name)
        title = reader.languages(table.values["title"], name) if "title" in table.values else _from_name(name)
        sources, everywhere = self._sources(table, stages)
        after = reader.duration(table.values["after"], "after") if "after" in table.values else None
        transition = Transition(
            name=name,
            title=title,
            sources=sources,
            to=self._target(table),
            by=reader.role_names(table.values.get("by"), "by"),
            approvals=self._approvals(table),
            needs=listed_uses(reader, table.values.get("needs"), "needs", words.conditions, "W023"),
            does=listed_uses(reader, table.values.get("does"), "does", words.effects, "W024"),
            reason_required=self._reason(table),
            after=after,
            everywhere=everywhere,
            line=line,
        )
        if isinstance(node, Table):
            self._who(table, transition)
        return transition

    def _sources(self, table: Table, stages: dict[str, Stage]) -> tuple[tuple[str, ...], bool]:
        node = table.values.get("from")
        if node is None:
            return (), False
        if isinstance(node, Scalar):
            if node.value == "any":
                return tuple(name for name, stage in stages.items() if not stage.final), True
            found = [self.reader.stage_name(node, "from")]
        else:
            members = self.reader.listed(node, "from")
            found = [self.reader.stage_name(member, "from") for member in members]
            if not members:
                self.reader.note(node.line, "W012", say("“%(what)s” is empty.", what="from"))
        sources = tuple(dict.fromkeys(name for name in found if name is not None))
        for name in sources:
            if name in stages and stages[name].final:
                message = say("A way leads out of the final stage “%(stage)s”.", stage=name)
                self.reader.note(node.line, "W033", message)
        return sources, False

    def _target(self, table: Table) -> str | None:
        node = table.values.get("to")
        if node is None or plain(node) == "same":
            return None
        return self.reader.stage_name(node, "to")

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
            self.reader.wrong(node, "reason", say("“required”, or is left out"))
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
        if plain(first(table, "to")) == "same":
            note(keys["to"], "W044", say("The clock makes “%(name)s”: it leads to another stage.", name=name))

    def _promises(self, root: Table) -> tuple[Promise, ...]:
        found = []
        for member in self.reader.listed(root.values.get("promises"), "promises"):
            text = self.reader.text(member, "promises")
            promise = parse(self.reader, text, member.line) if text is not None else None
            if promise is not None:
                found.append(promise)
        return tuple(found)

    def _prove(self, workflow: Workflow, root: Table) -> None:
        if workflow.initial not in workflow.stages:
            return
        check_graph(self.reader, workflow, root.values["initial"].line)
        for promise in workflow.promises:
            message = broken(workflow, promise)
            if message is not None:
                self.reader.note(promise.line, "W051", message)


def _from_name(name: str) -> Titles:
    """Return the name of a transition as a title: ``return_to_draft`` reads "Return to draft"."""
    return Titles(name.replace("_", " ").capitalize())
