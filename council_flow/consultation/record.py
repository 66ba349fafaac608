"""How acts of the consultation read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "consultation.round.opened": mark(
        "Round %(number)s of the consultation was opened on v%(version)s; States asked: %(states)s."
    ),
    "consultation.round.closed": mark(
        "Round %(number)s of the consultation was closed; States that answered: %(answers)s."
    ),
    "consultation.round.reopened": mark(
        "%(actor)s opened round %(number)s of the consultation again until %(until)s: %(reason)s"
    ),
    "consultation.state.invited": mark("%(actor)s invited %(state)s to round %(number)s of the consultation."),
    "consultation.states.reminded": mark("%(actor)s reminded those whose answers are awaited: %(states)s."),
    "consultation.comments.released": mark("%(actor)s released comments of %(state)s to the council: %(count)s."),
    "consultation.comments.came": mark("%(actor)s released comments to the council: %(count)s."),
    "consultation.answer.recorded": mark(
        "%(actor)s recorded the answer of %(state)s, as received in writing: %(answer)s."
    ),
    "consultation.answer.given": mark("%(actor)s answered for %(state)s: %(answer)s."),
    "consultation.answer.late": mark("%(actor)s answered late for %(state)s: %(answer)s."),
    "consultation.answer.accepted": mark("%(actor)s accepted the late answer of %(state)s."),
    "consultation.answer.declined": mark("%(actor)s placed the late answer of %(state)s on file without counting it."),
}
