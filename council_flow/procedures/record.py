"""How acts on procedures read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "procedures.definition.activated": mark(
        "%(actor)s brought revision %(revision)s of the procedure %(procedure)s into force."
    ),
}
