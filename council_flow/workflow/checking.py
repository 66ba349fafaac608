"""From a file to a definition, or to the list of everything that is wrong with it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from council_flow.language import say
from council_flow.workflow.definition import ALLOWANCES, Promise, Role, Stage, Workflow
from council_flow.workflow.forms import parse, written
from council_flow.workflow.graph import check_graph
from council_flow.workflow.loading import Scalar, Table, compose, fetch, plain
from council_flow.workflow.moves import read_moves
from council_flow.workflow.problems import Findings, Problem, TooMany, quoted
from council_flow.workflow.promises import why_broken
from council_flow.workflow.proving import OF_MOVES, Prover
from council_flow.workflow.reading import Reader, first
from council_flow.workflow.using import mapped_uses
from council_flow.workflow.vocabulary import Vocabulary

TOP = ("workflow", "revision", "title", "begins", "roles", "initial", "stages", "transitions", "promises")
REQUIRED = ("workflow", "revision", "roles", "initial", "stages", "transitions")
STAGE = ("title", "final", "allows", "holds")

DROPPED = frozenset({"W004", "W005", "W006"})
"""Problems that leave out a part of the file: nothing is said about what the rest does not hold."""

DOUBTFUL = frozenset({"W010", "W012", "W015", "W020", "W023", "W042", "W043"})
"""Problems of stages and moves that leave open who makes a move and when; promises about that are not judged then."""

LAST_REVISION = 99_999
"""A higher number would be a slip, and could never be followed by another."""

MOST_PROVEN = 10_000_000
"""Ways from stage to stage that are searched for all promises together."""


def check(source: Path | str, vocabulary: Vocabulary, *, file: str = "") -> tuple[Workflow | None, list[Problem]]:
    """Read a workflow from a path or from a text and find every mistake in it.

    Returns the definition, or ``None`` where there are problems; and the problems in the order of lines. A path must
    be named like its workflow; a text is called ``file`` in its problems.

    Raises:
        OSError: the file cannot be read.
    """
    findings = Findings(file or (str(source) if isinstance(source, Path) else "text"))
    text = fetch(source, findings) if isinstance(source, Path) else source
    workflow = None
    with suppress(TooMany):
        root = compose(text, findings) if text is not None else None
        if root is not None and text is not None:
            path = source if isinstance(source, Path) else None
            workflow = _Checker(Reader(findings), vocabulary).whole(root, text, path)
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
        reader.roles = roles.keys() if isinstance(root.values.get("roles"), Table) else None
        initial, begins = self._initial(root), self._begins(root, roles)
        before = len(reader.findings.problems)
        stages = self._stages(root)
        transitions = read_moves(reader, self.vocabulary, root, stages)
        doubtful = not DOUBTFUL.isdisjoint(problem.code for problem in reader.findings.problems[before:])
        workflow = Workflow(
            name=name,
            revision=self._revision(root),
            title=title,
            begins=begins,
            roles=roles,
            initial=initial,
            stages=stages,
            transitions=transitions,
            promises=self._promises(root),
            source=text,
        )
        if self._provable(workflow):
            self._prove(workflow, root, doubtful)
        return workflow

    def _initial(self, root: Table) -> str:
        stages = root.values.get("stages")
        self.reader.stages = stages.values.keys() if isinstance(stages, Table) else None
        return (self.reader.stage_name(root.values["initial"], "initial") or "") if "initial" in root.values else ""

    def _begins(self, root: Table, roles: dict[str, Role]) -> frozenset[str]:
        council = frozenset(role.name for role in roles.values() if role.assigned != "case")
        if "begins" not in root.values:
            if roles and not council:
                message = say("No role is held in the council: nobody can begin. Give one “assigned: council”.")
                self.reader.note(root.keys["roles"], "W045", message)
            return council
        node = root.values["begins"]
        begins = self.reader.role_names(node, "begins")
        if plain(node) == []:
            self.reader.note(node.line, "W012", say("“%(what)s” is empty.", what="begins"))
        for role in sorted(begins & roles.keys() - council):
            message = say("The role “%(role)s” is given for one file: nobody holds it who could begin one.", role=role)
            self.reader.note(node.line, "W045", message)
        return begins

    def _name(self, root: Table, path: Path | None) -> str:
        node = root.values.get("workflow")
        name = self.reader.text(node, "workflow") if node is not None else None
        if name is None or node is None:
            return ""
        # Nothing but its file bears this name, so that it may hold hyphens as names of files do.
        good = self.reader.identifier(name.replace("-", "_"), node.line)
        if good and path is not None and path.stem != name:
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
        if node is not None and number is not None and number > LAST_REVISION:
            self.reader.note(node.line, "W012", say("“%(what)s” counts up to %(n)s.", what="revision", n=LAST_REVISION))
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
                self.reader.not_a_word(table.values["assigned"], "assigned", say("“council” or “case”"))
            found[name] = Role(name, self.reader.titles(table, name), str(assigned), line)
        return found

    def _stages(self, root: Table) -> dict[str, Stage]:
        found: dict[str, Stage] = {}
        if "stages" not in root.values:
            return found
        for name, node, line in self.reader.named(root.values["stages"], "stages"):
            table = self.reader.table(node, name)
            self.reader.keys(table, STAGE, where=name)
            self.reader.complete &= isinstance(plain(table.values.get("final", Scalar(False, line))), bool)
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

    def _promises(self, root: Table) -> tuple[Promise, ...]:
        found = []
        for member in self.reader.listed(root.values.get("promises"), "promises"):
            text = self.reader.text(written(member), "promises")
            promise = parse(self.reader, text, member.line, self.vocabulary.conditions) if text is not None else None
            if promise is not None:
                found.append(promise)
        return tuple(found)

    def _provable(self, workflow: Workflow) -> bool:
        """Answer whether enough is known of the graph, and whether it can be searched in a few seconds."""
        findings = self.reader.findings
        if not self.reader.complete or workflow.initial not in workflow.stages or findings.codes & DROPPED:
            return False
        ways = sum(len(transition.sources) for transition in workflow.transitions.values())
        names = sum(max(len(promise.others), 1) for promise in workflow.promises)
        if ways * (names + 1) <= MOST_PROVEN:
            return True
        message = say(
            "%(ways)s ways from stage to stage and %(names)s stages named in promises are more than can be proven.",
            ways=ways,
            names=names,
        )
        findings.add(1, "W007", message)
        return False

    def _prove(self, workflow: Workflow, root: Table, doubtful: bool) -> None:
        check_graph(self.reader, workflow, root.values["initial"].line)
        prover = Prover(workflow)
        for promise in workflow.promises:
            message = None if doubtful and promise.kind in OF_MOVES else why_broken(prover, promise)
            if message is not None:
                self.reader.note(promise.line, "W051", message)
