"""The engine is a library: alone, typed, described, and used as its page shows."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from hatchling.builders.wheel import WheelBuilder
from mypy import api as mypy

from council_flow import workflow

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "engine.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE))
"""The blocks of the page by their language; there is one of each."""

OWN = re.compile(r"council_flow(\.(workflow(\..+)?|language|errors))?")
"""Modules of the product that the engine consists of and stands on."""

LOADED = """
import sys
for name in sorted(sys.modules):
    print(name)
"""

PUBLIC = {name: getattr(workflow, name) for name in workflow.__all__}
FUNCTIONS = {name: found for name, found in PUBLIC.items() if inspect.isroutine(found)}
CLASSES = {name: found for name, found in PUBLIC.items() if inspect.isclass(found)}


def run(program: str, folder: Path) -> str:
    """Run a program in a fresh interpreter and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def strange(modules: list[str]) -> list[str]:
    """Return what the engine should not bring with it: frameworks, and other parts of the product."""
    frameworks = ("flask", "sqlalchemy", "werkzeug", "wtforms", "huey", "weasyprint", "jinja2")
    return [
        name
        for name in modules
        if name.startswith(frameworks) or (name.startswith("council_flow") and not OWN.fullmatch(name))
    ]


def methods(found: type) -> dict[str, Any]:
    """Return the public methods that a class defines itself."""
    kept = {}
    for name, member in vars(found).items():
        function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
        function = getattr(function, "func", function)
        if inspect.isfunction(function) and not name.startswith("_"):
            kept[f"{found.__name__}.{name}"] = function
    return kept


METHODS = {name: method for found in CLASSES.values() for name, method in methods(found).items()}


def test_the_engine_brings_no_web_no_database_and_no_room_with_it(tmp_path: Path) -> None:
    modules = run("import council_flow.workflow" + LOADED, tmp_path).split()
    assert "council_flow.workflow.machine" in modules
    assert strange(modules) == []


@pytest.mark.parametrize("name", [*FUNCTIONS, *CLASSES, *METHODS])
def test_every_public_name_is_described(name: str) -> None:
    found = {**FUNCTIONS, **CLASSES, **METHODS}[name]
    written = found.__doc__ or ""
    assert written.strip()
    assert not written.startswith(f"{name}("), "a docstring that dataclasses wrote"


@pytest.mark.parametrize("name", [*FUNCTIONS, *METHODS])
def test_every_parameter_and_every_answer_has_a_type(name: str) -> None:
    found = {**FUNCTIONS, **METHODS}[name]
    signature = inspect.signature(found)
    own = [parameter for parameter in signature.parameters.values() if parameter.name not in {"self", "cls"}]
    assert [parameter.name for parameter in own if parameter.annotation is inspect.Parameter.empty] == []
    assert signature.return_annotation is not inspect.Signature.empty
    get_type_hints(found, include_extras=True)


def test_every_public_name_is_spoken_of_on_the_page() -> None:
    prose = re.sub(r"^```.*?^```", "", PAGE, flags=re.DOTALL | re.MULTILINE)
    assert [name for name in workflow.__all__ if f"`{name}`" not in prose] == []


def test_the_package_that_is_installed_says_that_it_is_typed() -> None:
    files = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert {"council_flow/py.typed", "council_flow/workflow/__init__.py"} <= files


def test_another_program_is_written_in_forty_lines() -> None:
    assert len(BLOCKS["python"].splitlines()) <= 40


def test_the_program_of_the_page_prints_what_the_page_shows_and_needs_the_engine_alone(tmp_path: Path) -> None:
    (tmp_path / "leave.yaml").write_text(BLOCKS["yaml"], encoding="utf-8")
    shown, modules = run(BLOCKS["python"] + "print('loaded')" + LOADED, tmp_path).split("loaded\n")
    assert shown.rstrip("\n") == BLOCKS["text"].rstrip("\n")
    assert strange(modules.split()) == []


def test_the_program_of_the_page_is_typed_against_the_engine(tmp_path: Path) -> None:
    program = tmp_path / "leave.py"
    program.write_text(BLOCKS["python"], encoding="utf-8")
    (tmp_path / "wrong.py").write_text(BLOCKS["python"] + "closes(leave, asked)\n", encoding="utf-8")
    options = ["--strict", "--no-error-summary", "--config-file=", f"--cache-dir={tmp_path / 'cache'}"]
    told, failed, status = mypy.run([*options, str(program)])
    assert (told, failed, status) == ("", "", 0)
    told, _, status = mypy.run([*options, str(tmp_path / "wrong.py")])
    assert status == 1
    assert "closes" in told
