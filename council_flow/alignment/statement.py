"""The alignment statement: what the council found on each paragraph, in words for a report."""

from __future__ import annotations

from datetime import datetime

from council_flow.access import Actor, Place
from council_flow.alignment import queries
from council_flow.alignment.coverage import Checked, Found, coverage
from council_flow.alignment.themes import theme_name
from council_flow.language import Sentence, say
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.reports.report import Section, table
from council_flow.web.language import translate

HEADING = say("Alignment statement")
GRADES = {
    "agrees": say("In full"), "partly": say("In part"), "does_not": say("Not met"), "not_applicable": say("Not related"),
}  # fmt: skip


def sections(case: Case, there: Place, actor: Actor, now: datetime) -> tuple[Section, ...]:
    """Return the sections of the statement."""
    workflow = cases.workflow_of(case)
    catalogue = queries.catalogue_of(workflow)
    checked = queries.paragraphs(case, workflow, catalogue)
    covered = coverage(checked, catalogue)
    head = [_w(say("Paragraph")), _w(say("Provision")), _w(say("Finding")), _w(say("Reason"))]
    rows = [row for one in checked for row in _rows(one)]
    notice = _w(catalogue.disclaimer)
    gaps = [_w(theme_name(theme)) for theme in covered.gaps]
    return (
        Section(_w(HEADING), lines=(notice, _w(say("Text of version %(n)s.", n=case.version)))),
        Section(_w(say("Findings")), table=table(head, rows)),
        Section(_w(say("Themes of the guidance")), lines=(
            _w(say("Touched: %(themes)s.", themes=[theme_name(theme) for theme in covered.touched])) if covered.touched else "–",
            _w(say("Not touched: %(themes)s.", themes=[theme_name(theme) for theme in covered.gaps])) if gaps else "–",
        )),
    )  # fmt: skip


def _w(sentence: Sentence) -> str:
    return str(translate(sentence))


def _rows(one: Checked) -> list[list[str]]:
    if not one.found:
        return [[one.number, "–", _w(say("No finding yet")), "–"]]
    return [[one.number, _provision(found), _grade(found), found.finding.reason] for found in one.found]


def _provision(found: Found) -> str:
    if found.provision is None:
        return "–"
    unsure = "" if found.provision.confirmed else f"\n({_w(say('number not confirmed'))})"
    return f"{found.provision.label}{unsure}"


def _grade(found: Found) -> str:
    word = _w(GRADES[found.grade])
    return f"{word}\n({_w(say('The paragraph has changed since'))})" if found.state == "stale" else word
