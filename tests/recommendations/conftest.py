"""A council with a second procedure, in which a text that two chairs approve can still be written on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from council_flow.settings import shared_folder
from tests.conftest import close, make_app, make_settings
from tests.factories.acting import Acting

PAIR = """\
workflow: pair
revision: 1
title: {en: Pair, ru: Пара, uz: Juftlik, ar: زوج}
begins: [expert]
roles:
  drafter: {assigned: case, title: {en: Drafter, ru: Составитель, uz: Muallif, ar: المحرِّر}}
  expert: {assigned: council, title: {en: Expert, ru: Эксперт, uz: Ekspert, ar: الخبير}}
  chair: {assigned: council, title: {en: Chair, ru: Председатель, uz: Rais, ar: الرئيس}}
initial: draft
stages:
  draft:
    title: {en: Draft, ru: Проект, uz: Loyiha, ar: مشروع}
    allows: {see: [drafter, chair], edit: [drafter]}
  agreed:
    title: {en: Agreed, ru: Согласовано, uz: Kelishilgan, ar: متفق عليه}
    final: true
    allows: {see: [expert, chair]}
  lapsed:
    title: {en: Lapsed, ru: Утратил силу, uz: Kuchini yoʻqotgan, ar: سقط}
    final: true
    allows: {see: [expert, chair]}
transitions:
  agree:
    title: {en: Agree, ru: Согласовать, uz: Kelishish, ar: الموافقة}
    from: draft
    to: agreed
    by: [chair]
    approvals: 2
  lapse:
    title: {en: Lapse, ru: Утрата силы, uz: Kuchini yoʻqotish, ar: السقوط}
    from: draft
    to: lapsed
    after: 30 days
"""


Councils = Callable[[str, str], Acting]


@pytest.fixture
def council_with(tmp_path: Path, council_file: Path) -> Iterator[Councils]:
    """Make a council in whose folder a workflow file has another text."""
    with ExitStack() as open_until_the_end:

        def make(file: str, text: str) -> Acting:
            folder = tmp_path / "workflows"
            shutil.copytree(shared_folder("workflows"), folder)
            (folder / file).write_text(text, encoding="utf-8")
            settings = make_settings(tmp_path / "instance", workflows=folder)
            shutil.copy(council_file, settings.instance / "council.db")
            app: Flask = make_app(settings)
            open_until_the_end.callback(close, app)
            open_until_the_end.enter_context(app.app_context())
            return Acting(app)

        yield make


@pytest.fixture
def pair(council_with: Councils) -> Acting:
    """The people of a council that has this procedure too."""
    return council_with("pair.yaml", PAIR)
