"""How acts of the alignment check read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "alignment.edition.begun": mark("%(actor)s began edition %(number)s of the catalogue %(catalogue)s."),
    "alignment.edition.activated": mark(
        "%(actor)s brought edition %(number)s of the catalogue %(catalogue)s into force."
    ),
    "alignment.edition.discarded": mark("%(actor)s discarded edition %(number)s of the catalogue %(catalogue)s."),
    "alignment.provision.changed": mark(
        "%(actor)s changed the provision %(provision)s in edition %(number)s of the catalogue."
    ),
    "alignment.instrument.added": mark(
        "%(actor)s added the instrument %(instrument)s to edition %(number)s of the catalogue %(catalogue)s."
    ),
    "alignment.provision.added": mark(
        "%(actor)s added the provision %(provision)s to edition %(number)s of the catalogue %(catalogue)s."
    ),
    "alignment.provision.confirmed": mark(
        "%(actor)s confirmed the provision %(provision)s in edition %(number)s of the catalogue."
    ),
    "alignment.finding.made": mark("%(actor)s made a finding on paragraph %(paragraph)s."),
    "alignment.finding.confirmed": mark("%(actor)s confirmed a finding on the changed paragraph %(paragraph)s."),
    "alignment.finding.taken_back": mark("%(actor)s took back a finding on paragraph %(paragraph)s."),
    "alignment.finding.read": mark("%(actor)s read a finding on paragraph %(paragraph)s and agrees."),
    "alignment.finding.disputed": mark("%(actor)s read a finding on paragraph %(paragraph)s and does not agree."),
}
