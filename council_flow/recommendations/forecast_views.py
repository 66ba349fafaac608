"""The page of the dates ahead of a file: when it ends if all goes by the limits."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.operations import calendar
from council_flow.recommendations.queries import open_file
from council_flow.web.request import here, now
from council_flow.workflow import forecast

blueprint = Blueprint("forecast", __name__)


@blueprint.get(f"{FILE}/forecast")
def show(year: int, number: int) -> ResponseReturnValue:
    """Show the stages ahead with the instants at which each ends at the latest."""
    file = open_file(year, number, here(), now())
    case = file.case
    ahead = forecast(file.workflow, file.stage, case.entered_at, case.closes_at, calendar(), now())
    return render_template("recommendations/forecast.html", file=file, ahead=ahead)
