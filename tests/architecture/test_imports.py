"""Imports point one way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.reading import PACKAGE, ROOMS, STANDARD, imported, kind, modules, name_of

OUTSIDE = ("flask", "sqlalchemy", "flask_sqlalchemy", "werkzeug", "huey", "weasyprint", "flask_babel", "wtforms")

IN_ROOMS = [path for path in modules() if path.relative_to(PACKAGE).parts[0] in ROOMS and path.stem != "__init__"]
PURE = [path for path in IN_ROOMS if kind(path) not in STANDARD]
ENGINE = [path for path in modules() if path.parent.name in {"workflow", "access"} and path.stem != "commands"]


def touches(path: Path, *packages: str) -> set[str]:
    return {name for name in imported(path) if any(name == one or name.startswith(f"{one}.") for one in packages)}


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_a_file_without_a_standard_name_is_pure(path: Path) -> None:
    assert touches(path, *OUTSIDE) == set()


@pytest.mark.parametrize("path", ENGINE, ids=name_of)
def test_the_engine_and_access_import_no_room_and_no_framework(path: Path) -> None:
    rooms = [f"council_flow.{room}" for room in ROOMS]
    assert touches(path, *OUTSIDE, *rooms, "council_flow.web", "council_flow.database") == set()


@pytest.mark.parametrize("path", [path for path in IN_ROOMS if kind(path) == "operations"], ids=name_of)
def test_operations_know_no_request(path: Path) -> None:
    assert (
        touches(path, "flask.request", "flask.session", "flask.g", "flask_login", "council_flow.web.request") == set()
    )


@pytest.mark.parametrize("path", [path for path in IN_ROOMS if kind(path) in {"models", "queries"}], ids=name_of)
def test_reading_does_not_write(path: Path) -> None:
    assert not any(name.endswith(".operations") or ".operations." in name for name in imported(path))


def test_weasyprint_is_imported_by_one_room_only() -> None:
    users = {path for path in modules() if touches(path, "weasyprint", "pyhanko")}
    assert {path.parent.name for path in users} == {"publication"}
    assert {kind(path) for path in users} == {"adapters"}


@pytest.mark.parametrize("path", list(modules()), ids=name_of)
def test_no_file_is_longer_than_its_subject(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_abort_appears_nowhere() -> None:
    assert [name_of(path) for path in modules() if "abort(" in path.read_text(encoding="utf-8")] == []


def test_the_environment_is_read_in_one_place() -> None:
    readers = {
        path.name for path in modules() if "os.environ" in path.read_text(encoding="utf-8") and path.parent == PACKAGE
    }
    assert readers <= {"settings.py", "serving.py"}


def test_no_stage_and_no_role_is_named_in_code() -> None:
    from council_flow.settings import shared_folder
    from council_flow.vocabulary import vocabulary
    from council_flow.workflow import load_all

    workflows = load_all(shared_folder("workflows"), vocabulary())
    rooms = set(ROOMS) | {"draft", "adopted", "published", "withdrawn", "expert"}
    names = {name for one in workflows.values() for name in (*one.stages, *one.roles)} - rooms
    for path in modules():
        if "demo" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        assert [name for name in names if f'== "{name}"' in text or f'"{name}" in' in text] == [], name_of(path)
