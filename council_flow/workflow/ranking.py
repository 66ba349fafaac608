"""In which row and column of a layered drawing each stage of a workflow stands. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from council_flow.workflow.definition import Workflow

COLUMNS = 4
"""Most stages beside one another."""


def rows(workflow: Workflow) -> list[dict[str, int]]:
    """Return the rows from above, each with its stages and their columns. The main path keeps the first column."""
    by_rank: dict[int, list[str]] = {}
    for name, rank in ranks(workflow).items():
        by_rank.setdefault(rank, []).append(name)
    spine, sources = set(workflow.path()), _sources(workflow)
    found: list[dict[str, int]] = []
    columns: dict[str, int] = {}
    for rank in sorted(by_rank):
        fresh = _within(by_rank[rank], spine, sources, columns)
        for row in fresh:
            columns |= row
        found += fresh
    return found


def _within(
    stages: list[str], spine: set[str], sources: dict[str, list[str]], columns: dict[str, int]
) -> list[dict[str, int]]:
    """Divide the stages of one rank into rows: each as near as can be to the columns from which moves lead to it."""

    def pull(name: str) -> float:
        above = [columns[source] for source in sources[name] if source in columns]
        return sum(above) / len(above) if above else COLUMNS

    found = [{name: 0} for name in stages if name in spine] or [{}]
    row = found[-1]
    for name in sorted((name for name in stages if name not in spine), key=pull):
        column = max(row.values(), default=0) + 1
        if column == COLUMNS:
            row, column = {}, 1
            found.append(row)
        row[name] = column
    return found


def _sources(workflow: Workflow) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in workflow.stages}
    for move in workflow.transitions.values():
        if move.to is not None and not move.everywhere:
            found[move.to] += move.sources
    return found


def ranks(workflow: Workflow) -> dict[str, int]:
    """Return how many steps each stage is away from the initial one, on the longest way that never turns back.

    Moves from everywhere do not count. Stages to which nothing else leads come after all others.
    """
    found: dict[str, int] = {}
    for root in (workflow.initial, *workflow.stages):
        if root in found:
            continue
        base = 0 if root == workflow.initial else 1 + max(found[name] for name in _first(workflow, found))
        order, turns = _search(workflow, root, found)
        tree = dict.fromkeys(order, base)
        for name in order:
            for to in _onward(workflow, name):
                if to in tree and (name, to) not in turns:
                    tree[to] = max(tree[to], tree[name] + 1)
        found |= tree
    return found


def _first(workflow: Workflow, found: dict[str, int]) -> set[str]:
    """Return the stages found from the initial one."""
    order, _ = _search(workflow, workflow.initial, {})
    return set(order) & found.keys()


def _onward(workflow: Workflow, stage: str) -> Iterator[str]:
    return (move.to for move in workflow.leaving(stage) if move.to is not None and not move.everywhere)


def _search(workflow: Workflow, root: str, known: dict[str, int]) -> tuple[list[str], set[tuple[str, str]]]:
    """Search depth first. Returns what is reached, each before all that follows it, and the steps that turn back."""
    done: list[str] = []
    seen, turns = {root}, set()
    path, moves = [root], [_onward(workflow, root)]
    while path:
        to = next(moves[-1], None)
        if to is None:
            done.append(path.pop())
            moves.pop()
        elif to in path:
            turns.add((path[-1], to))
        elif to not in seen and to not in known:
            seen.add(to)
            path.append(to)
            moves.append(_onward(workflow, to))
    return done[::-1], turns
