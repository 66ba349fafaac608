"""How acts of the alignment check read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "alignment.finding.made": mark("%(actor)s made a finding on paragraph %(paragraph)s."),
    "alignment.finding.confirmed": mark("%(actor)s confirmed a finding on the changed paragraph %(paragraph)s."),
    "alignment.finding.taken_back": mark("%(actor)s took back a finding on paragraph %(paragraph)s."),
    "alignment.finding.read": mark("%(actor)s read a finding on paragraph %(paragraph)s and agrees."),
    "alignment.finding.disputed": mark("%(actor)s read a finding on paragraph %(paragraph)s and does not agree."),
}
