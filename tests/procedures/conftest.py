"""Workflow files for the tests of procedures: small, and changed in one place."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from council_flow.settings import shared_folder
from tests.factories.acting import Acting

NOTICE = """\
workflow: notice
revision: 1
title: {en: Notice, ru: Извещение, uz: Xabarnoma, ar: إشعار}
begins: [expert, chair]
roles:
  chair: {assigned: council, title: {en: Chair}}
  expert: {assigned: council, title: {en: Expert}}
  drafter: {assigned: case, title: {en: Drafter}}
initial: draft
stages:
  draft:
    title: {en: Draft}
    allows: {see: [chair, expert], edit: [drafter], comment: [chair]}
  checked: {title: {en: Checked}, allows: {see: [chair, expert, drafter]}}
  issued: {title: {en: Issued}, final: true, allows: {see: [chair, expert, drafter]}}
transitions:
  check: {from: draft, to: checked, by: [chair], needs: [text.has_operative_paragraphs]}
  issue: {from: checked, to: issued, by: [chair]}
  send_back: {from: checked, to: draft, by: [chair], reason: required}
promises:
  - issued only through checked
  - every stage can end
"""


def revised(n: int, *changes: tuple[str, str], text: str = NOTICE) -> str:
    """Return the notice as its revision ``n``, with some words changed."""
    text = re.sub(r"^revision: \d+$", f"revision: {n}", text, flags=re.MULTILINE)
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return text


RECOMMENDATION = (shared_folder("workflows") / "recommendation.yaml").read_text(encoding="utf-8")
SHIPPED = int(re.findall(r"^revision: (\d+)$", RECOMMENDATION, flags=re.MULTILINE)[0])
"""Revision of the shipped procedure."""


def recommendation(*changes: tuple[str, str], revision: int = SHIPPED + 1) -> str:
    """Return the shipped procedure as another revision, with some words changed."""
    return revised(revision, *changes, text=RECOMMENDATION)


@pytest.fixture
def activate(acting: Acting) -> Callable[[str], None]:
    """Bring a text into force as the secretariat."""
    from council_flow.procedures import operations

    def bring(text: str) -> None:
        acting.do(operations.activate, text, by="secretariat")

    return bring
