"""What the pages of all rooms that belong to a file share: its address, and the file opened anew after a refusal."""

from __future__ import annotations

from council_flow.database import db
from council_flow.recommendations.file import File
from council_flow.recommendations.queries import open_file
from council_flow.web.request import here, now

FILE = "/drafts/<int:year>/L.<int:number>"
"""Address of a file; its parts stand below it."""


def reopened(year: int, number: int) -> File:
    """Return a file as it is now, after a form was refused: nothing is left of what the refused act had begun."""
    db.session.rollback()
    return open_file(year, number, here(), now())
