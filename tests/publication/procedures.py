"""Two small procedures of a council: one corrects what is published, one publishes good practices."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from council_flow.database import db
from council_flow.procedures import queries as procedures
from council_flow.publication import operations, queries
from council_flow.publication.models import Publication
from council_flow.recommendations import queries as cases
from tests.factories.acting import Acting

SHORT = """\
workflow: {name}
revision: 1
title: {{en: {title}}}
begins: [secretariat]
roles:
  drafter: {{assigned: case, title: {{en: Drafter}}}}
  chair: {{assigned: council, title: {{en: Chair}}}}
  secretariat: {{assigned: council, title: {{en: Secretariat}}}}
initial: draft
stages:
  draft: {{title: {{en: Draft}}, allows: {{see: [drafter, chair, secretariat], edit: [drafter]}}}}
  decided: {{title: {{en: Decided}}, allows: {{see: [drafter, chair, secretariat]}}}}
  out: {{title: {{en: Out}}, final: true, allows: {{see: [drafter, chair, secretariat]}}}}
transitions:
  decide:
    from: draft
    to: decided
    by: [chair]
    needs: [{needs}]
    does: [text.issue, {{publication.assign_symbol: {{kind: {kind}}}}}, publication.render]
  publish: {{from: decided, to: out, by: [secretariat], needs: [publication.ready], does: [publication.issue]}}
"""
MENDING = SHORT.format(name="mending", title="Mending", kind="corrigendum", needs="publication.names_corrected")
LEARNING = SHORT.format(name="learning", title="Learning", kind="practice", needs="text.has_operative_paragraphs")

WORDS = "# {title}\n\n1. *Recommends* that {n} be read instead.\n"
KINDS = ["title", "operative"]


def learn(acting: Acting) -> Acting:
    """Bring both procedures into force."""
    found = procedures.definitions()
    for source in (MENDING, LEARNING):
        workflow = found.read(source)
        found.known = {**found.known, workflow.hash: workflow}
        found.activate([workflow.hash])
    return acting


def issue(acting: Acting, case: Any, move: str = "publish") -> Publication:
    """Publish an adopted text with a PDF that was not set: for tests that read no PDF."""
    found = of(case)
    acting.do(operations.keep_pdf, found.id, "en", b"%PDF-1.7", signed=False, head=(1, "0" * 64), by="secretariat")
    acting.move(case, move, by="secretariat")
    return of(case)


def recommendation(acting: Acting) -> Publication:
    """Publish a recommendation: the first is REC/2026/1."""
    acting.declared = set()
    return issue(acting, acting.to_adopted())


def of(case: Any) -> Publication:
    """Return the publication of a file as it now stands."""
    db.session.rollback()
    db.session.expire_all()
    found = queries.of_case(case.id)
    assert found is not None
    return found


def sent(workflow: str, title: str = "Twelve weeks", **more: str) -> dict[str, Any]:
    """Return what a browser posts in order to open a file."""
    words = WORDS.format(title=title, n="“twelve weeks”")
    return {
        "workflow": workflow, "original": "en", "markdown": words, "confirmed": "yes", "kind": KINDS, **more,
    }  # fmt: skip


def open_file(browser: FlaskClient, workflow: str, **more: str) -> Any:
    """Open a file through the form."""
    answer = browser.post("/drafts/new", data=sent(workflow, **more))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return at(answer.headers["Location"].removesuffix("/edit"))


def at(path: str) -> Any:
    """Return the file with an address."""
    db.session.rollback()
    year, number = path.removeprefix("/drafts/").split("/L.")
    return cases.find(int(year), int(number))


def press(browser: FlaskClient, path: str, transition: str) -> int:
    """Press the button of a move of the file at an address; return the status of the answer."""
    return browser.post(f"{path}/move", data={"transition": transition}).status_code
