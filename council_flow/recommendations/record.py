"""How acts on cases read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "recommendations.case.opened": mark("%(actor)s opened the file %(symbol)s."),
    "recommendations.correction.opened": mark("%(actor)s opened the file %(symbol)s, which corrects %(corrects)s."),
    "recommendations.case.moved": mark("%(actor)s: %(move)s. The file is now at the stage %(stage)s."),
    "recommendations.move.approved": mark("%(actor)s approved: %(move)s. Approvals: %(given)s of %(needed)s."),
    "recommendations.approvals.fell_with_text": mark(
        "The text has changed: the approvals of %(people)s no longer count."
    ),
    "recommendations.approvals.fell_with_interest": mark(
        "An interest was declared: the approval of %(people)s no longer counts."
    ),
    "recommendations.approvals.fell_with_revision": mark(
        "The file runs on another revision of its procedure: the approvals of %(people)s no longer count."
    ),
    "recommendations.limit.extended": mark(
        "%(actor)s extended the time limit of the stage %(stage)s from %(before)s to %(until)s."
    ),
    "recommendations.case.migrated": mark(
        "%(actor)s moved the file to revision %(revision)s of its procedure. It is at the stage %(stage)s."
    ),
    "recommendations.document.added": mark("%(actor)s added document %(number)s: %(title)s."),
    "recommendations.document.withdrawn": mark("%(actor)s withdrew document %(number)s."),
    "recommendations.move.taken_back": mark("%(actor)s took the approval back: %(move)s."),
}
