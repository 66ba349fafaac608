"""How acts of adoption read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "adoption.silence.opened": mark("%(actor)s put v%(version)s under silence until %(until)s."),
    "adoption.silence.carried": mark("The silence ended without an objection: the text is carried."),
    "adoption.silence.broken": mark("The silence ended with an objection: the text is not carried."),
    "adoption.position.taken": mark("%(actor)s recorded the position of %(state)s."),
}
