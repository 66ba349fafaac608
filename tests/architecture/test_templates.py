"""Templates: each compiles and has a title, none compares roles or stages, none carries script or style of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment

from council_flow.settings import shared_folder
from tests.conftest import make_app, make_settings

TEMPLATES = shared_folder("templates")
PAGES = [path for path in sorted(TEMPLATES.rglob("*.html")) if path.parent.name not in {"print", "mail"}]


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return make_app(make_settings(tmp_path_factory.mktemp("templates"))).jinja_env


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_template_compiles(environment: Environment, path: Path) -> None:
    environment.get_template(name_of(path))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_has_a_title(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.parent.name in {"parts", "layouts"} or path.name.startswith("_") or "{% extends" not in text:
        return
    assert "{% block title %}" in text


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_template_compares_no_role_and_no_stage(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(r"\b(stage|role)s?\s*(==|!=)\s*['\"]", text) is None


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_template_carries_no_script_and_no_style_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(r"<script(?![^>]*\bsrc=)", text) is None
    assert re.search(r"<style\b|\sstyle=|\son[a-z]+=\"", text) is None


def test_the_stylesheet_uses_logical_properties_only() -> None:
    css = (Path(__file__).parents[2] / "council_flow/static/council.css").read_text(encoding="utf-8")
    physical = re.findall(
        r"(?<![\w-])(?:margin|padding|border)-(?:left|right)\b|(?<![\w-])(?:left|right)\s*:|text-align:\s*(?:left|right)",
        css,
    )
    assert physical == []
