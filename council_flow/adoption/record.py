"""How acts of adoption read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "adoption.silence.opened": mark("%(actor)s put v%(version)s under silence until %(until)s."),
    "adoption.silence.carried": mark("The silence ended without an objection: the text is carried."),
    "adoption.silence.broken": mark("The silence ended with an objection: the text is not carried."),
    "adoption.silence.not_carried": mark("The silence ended without a quorum: the text is not carried."),
    "adoption.silence.lapsed": mark("The silence lapsed: no State was left that could decide."),
    "adoption.consensus.opened": mark("%(actor)s put v%(version)s to the meeting for adoption by consensus."),
    "adoption.consensus.carried": mark("%(actor)s declared the text adopted by consensus."),
    "adoption.consensus.broken": mark("%(actor)s declared that there is no consensus."),
    "adoption.consensus.not_carried": mark("%(actor)s declared that there is no quorum."),
    "adoption.consensus.lapsed": mark("%(actor)s closed the procedure: no State was left that could decide."),
    "adoption.roll_call.opened": mark("%(actor)s put v%(version)s to the meeting for a roll call."),
    "adoption.roll_call.carried": mark("%(actor)s declared the text carried in a roll call."),
    "adoption.roll_call.not_carried": mark("%(actor)s declared the text not carried in a roll call."),
    "adoption.roll_call.lapsed": mark("%(actor)s closed the roll call: no State was left that could decide."),
    "adoption.written.opened": mark("%(actor)s put v%(version)s to a written vote until %(until)s."),
    "adoption.written.carried": mark("The written vote ended: the text is carried."),
    "adoption.written.not_carried": mark("The written vote ended: the text is not carried."),
    "adoption.written.lapsed": mark("The written vote lapsed: no State was left that could decide."),
    "adoption.procedure.lapsed": mark("The procedure lapsed because the text has changed."),
    "adoption.proposal.made": mark("%(actor)s put a proposal to the meeting."),
    "adoption.position.taken": mark("%(actor)s recorded the position of %(state)s."),
    "adoption.position.recorded": mark("%(actor)s recorded the position of %(state)s, as received in writing."),
    "adoption.text.received": mark("%(actor)s confirmed for %(state)s that the text has arrived."),
    "adoption.statement.made": mark("%(actor)s recorded a statement of %(state)s."),
    "adoption.statement.withdrawn": mark("%(actor)s withdrew a statement of %(state)s."),
    "adoption.voice.given": mark("%(actor)s gave the voice of %(state)s to %(holder)s until %(until)s."),
    "adoption.voice.taken_back": mark("%(actor)s took back the voice of %(state)s from %(holder)s."),
}
