"""How acts on texts read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "text.version.saved": mark("%(actor)s saved v%(version)s."),
    "text.revision.issued": mark("%(symbol)s was sealed: v%(version)s."),
}
