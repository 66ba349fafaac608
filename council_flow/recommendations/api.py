"""Cases for programs: what can be done with a file now, by whom, and why not."""

from __future__ import annotations

import json

from flask import Blueprint, Response

from council_flow.recommendations import queries
from council_flow.recommendations.file_views import FILE
from council_flow.web.language import translate
from council_flow.web.request import here, now

blueprint = Blueprint("recommendations_api", __name__)


@blueprint.get(f"{FILE}/moves.json")
def moves(year: int, number: int) -> Response:
    """Return every move from here as this person meets it, in the language of the address."""
    case = queries.find(year, number)
    there = queries.visible(case, here())
    found = [choice.as_data(translate) for choice in queries.choices(case, here(), there, now())]
    body = json.dumps(found, ensure_ascii=False)
    return Response(body, mimetype="application/json", headers={"Cache-Control": "no-store"})
