"""Whole folders of definitions: all files checked together, all problems told at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from council_flow.language import say
from council_flow.workflow.checking import check
from council_flow.workflow.council import Council, check_council, is_council
from council_flow.workflow.definition import Workflow
from council_flow.workflow.loading import fetch
from council_flow.workflow.problems import Findings, Problem, WorkflowProblems
from council_flow.workflow.vocabulary import Vocabulary

ENDINGS = (".yaml", ".yml")


def files(paths: Iterable[Path]) -> list[Path]:
    """Return the files meant by paths: a folder stands for the YAML files in it.

    Raises:
        OSError: a path does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(each for each in path.iterdir() if each.suffix in ENDINGS and each.is_file())
        else:
            path.stat()
            found.append(path)
    return list(dict.fromkeys(found))


def check_files(
    paths: Iterable[Path], vocabulary: Vocabulary
) -> tuple[dict[str, Workflow], list[Council], list[Problem]]:
    """Check files and folders together: each by itself, and the roles they share.

    Raises:
        OSError: a file cannot be read.
    """
    workflows: dict[str, Workflow] = {}
    councils: list[Council] = []
    problems: list[Problem] = []
    origin: dict[str, Path] = {}
    for path in files(paths):
        if is_council(fetch(path, Findings(str(path))) or ""):
            council, found = check_council(path)
            councils += [council] if council else []
        else:
            workflow, found = check(path, vocabulary)
            if workflow is not None:
                workflows[workflow.name], origin[workflow.name] = workflow, path
        problems += found
    return workflows, councils, problems + _shared_roles(workflows, origin)


def _shared_roles(workflows: dict[str, Workflow], origin: dict[str, Path]) -> list[Problem]:
    """The same name in two files is the same role: it is given in the same way in both."""
    known: dict[str, tuple[str, str]] = {}
    problems = []
    for workflow in workflows.values():
        for role in workflow.roles.values():
            assigned, where = known.setdefault(role.name, (role.assigned, workflow.name))
            if assigned != role.assigned:
                message = say(
                    "The role “%(role)s” is assigned per %(here)s here and per %(there)s in “%(other)s”.",
                    role=role.name,
                    here=role.assigned,
                    there=assigned,
                    other=where,
                )
                problems.append(Problem(str(origin[workflow.name]), role.line, "W017", message))
    return problems


def load_all(folder: Path, vocabulary: Vocabulary) -> dict[str, Workflow]:
    """Return every workflow of a folder, by name.

    Raises:
        WorkflowProblems: files are wrong; lists every problem of all of them.
    """
    workflows, _, problems = check_files([folder], vocabulary)
    if problems:
        raise WorkflowProblems(problems)
    return workflows


def load_council(path: Path) -> Council:
    """Return the council of a file.

    Raises:
        WorkflowProblems: the file is wrong, or there is none.
    """
    if not path.is_file():
        raise WorkflowProblems([Problem(str(path), 1, "W003", say("There is no such file."))])
    council, problems = check_council(path)
    if council is None:
        raise WorkflowProblems(problems)
    return council


def read(source: str, vocabulary: Vocabulary) -> Workflow:
    """Return the workflow that a stored text holds.

    Raises:
        WorkflowProblems: the text is wrong, for example because a word has left the vocabulary.
    """
    workflow, problems = check(source, vocabulary)
    if workflow is None:
        raise WorkflowProblems(problems)
    return workflow
