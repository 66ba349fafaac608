"""Reads the package's own imports, for the tests of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "council_flow"

ROOMS = (
    "people", "recommendations", "text", "discussion", "consultation", "review", "alignment", "adoption",
    "publication", "audit", "notifications", "procedures",
)  # fmt: skip

STANDARD = {
    "models", "operations", "queries", "forms", "views", "api", "commands", "activities", "conditions", "effects",
    "jobs", "adapters",
}  # fmt: skip
"""Names of a room's files that may touch the database or Flask. Every other file in a room is pure."""


def modules() -> Iterator[Path]:
    return (path for path in sorted(PACKAGE.rglob("*.py")) if "_shared" not in path.parts)


def imported(path: Path) -> set[str]:
    """Return the full names of the modules that a file imports, inside functions too; not those for types only."""
    found: set[str] = set()
    for node in _walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            continue
        yield child
        yield from _walk(child)


def kind(path: Path) -> str:
    """Return the standard name of a room's file: ``lists_queries.py`` counts as ``queries``."""
    stem = path.stem
    return next((name for name in STANDARD if stem == name or stem.endswith(f"_{name}")), stem)


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE.parent))
