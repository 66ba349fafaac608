"""Whole folders of definitions: all files checked together, all problems told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from council_flow.language import say
from council_flow.workflow.checking import check
from council_flow.workflow.council import Council, check_council, is_council
from council_flow.workflow.definition import Workflow
from council_flow.workflow.loading import fetch
from council_flow.workflow.problems import Findings, Problem, WorkflowProblems, quoted
from council_flow.workflow.vocabulary import Vocabulary

ENDINGS = (".yaml", ".yml")


def files(paths: Iterable[Path], deep: bool = True) -> list[Path]:
    """Return the files meant by paths: a folder stands for the YAML files in it and, if ``deep``, in its sub-folders.

    Raises:
        OSError: a path does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = path.rglob("*") if deep else path.iterdir()
            found += sorted(each for each in inside if each.suffix in ENDINGS and each.is_file())
        else:
            path.stat()
            found.append(path)
    return list(dict.fromkeys(found))


def check_files(
    paths: Iterable[Path], vocabulary: Vocabulary, *, deep: bool = True
) -> tuple[dict[str, Workflow], list[Council], list[Problem]]:
    """Check files and folders together: each by itself, and the roles they share.

    A folder stands for its YAML files, if ``deep`` for those in its sub-folders too. Of two workflows with one name
    the first is returned.

    Raises:
        OSError: a file cannot be read.
    """
    workflows: dict[Path, Workflow] = {}
    councils: list[Council] = []
    problems: list[Problem] = []
    for path in files(paths, deep):
        if is_council(fetch(path, Findings(str(path))) or ""):
            council, found = check_council(path)
            councils += [council] if council else []
        else:
            workflow, found = check(path, vocabulary)
            workflows |= {path: workflow} if workflow else {}
        problems += found
    origin = {id(workflow): str(path) for path, workflow in workflows.items()}
    problems += _twice(workflows) + shared_roles(workflows.values(), lambda one: origin[id(one)])
    named: dict[str, Workflow] = {}
    for one in workflows.values():
        named.setdefault(one.name, one)
    return named, councils, problems


def _twice(workflows: Mapping[Path, Workflow]) -> list[Problem]:
    """Return where a folder holds one workflow in two files, such as ``a.yaml`` and ``a.yml``."""
    known: dict[tuple[Path, str], Path] = {}
    problems = []
    for path, workflow in workflows.items():
        first = known.setdefault((path.parent.resolve(), workflow.name), path)
        if first != path:
            message = say("“%(name)s” stands in “%(other)s” too.", name=workflow.name, other=quoted(first.name))
            problems.append(Problem(str(path), 1, "W018", message))
    return problems


def shared_roles(workflows: Iterable[Workflow], file_of: Callable[[Workflow], str]) -> list[Problem]:
    """Return where a role is given otherwise than in a workflow before: the same name in two is the same role."""
    known: dict[str, tuple[str, str]] = {}
    problems = []
    for workflow in workflows:
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
                problems.append(Problem(file_of(workflow), role.line, "W017", message))
    return problems


def load_all(folder: Path, vocabulary: Vocabulary) -> dict[str, Workflow]:
    """Return every workflow of a folder, by name; sub-folders hold what is not in use.

    Raises:
        WorkflowProblems: files are wrong; lists every problem of all of them.
    """
    workflows, _, problems = check_files([folder], vocabulary, deep=False)
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
