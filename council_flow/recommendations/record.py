"""How acts on cases read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "recommendations.case.opened": mark("%(actor)s opened the file %(symbol)s."),
    "recommendations.case.moved": mark("%(actor)s: %(move)s. The file is now at the stage %(stage)s."),
    "recommendations.move.approved": mark("%(actor)s approved: %(move)s. Approvals: %(given)s of %(needed)s."),
    "recommendations.move.taken_back": mark("%(actor)s took the approval back: %(move)s."),
}
