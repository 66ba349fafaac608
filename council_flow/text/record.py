"""How acts on texts read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "text.version.saved": mark("%(actor)s saved v%(version)s."),
    "text.version.named": mark("%(actor)s gave v%(version)s the name %(name)s."),
    "text.revision.issued": mark("%(symbol)s was sealed: v%(version)s."),
    "text.lock.set": mark("%(actor)s locked the text for a final reading."),
    "text.lock.opened": mark("%(actor)s opened the lock of the text."),
}
