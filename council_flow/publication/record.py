"""How acts of publication read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "publication.symbol.assigned": mark("The text received the symbol %(symbol)s."),
    "publication.pdf.rendered": mark("The PDF of %(symbol)s was prepared (%(language)s)."),
    "publication.recommendation.issued": mark("%(actor)s published %(symbol)s."),
}
