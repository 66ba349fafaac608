"""The product's own fonts, served to browsers; an answer for whoever watches that the product is up."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, current_app, send_from_directory

from council_flow.settings import Settings
from council_flow.web import fonts

blueprint = Blueprint("assets", __name__)


@blueprint.get("/fonts/<path:name>")
def font(name: str) -> Response:
    """Send a font file made from the installed font packages."""
    answer = send_from_directory(current_app.extensions["settings"].instance / "fonts", name, max_age=31_536_000)
    answer.cache_control.immutable = True
    return answer


@blueprint.get("/fonts.css")
def fonts_stylesheet() -> Response:
    """Send the rules that name the font files."""
    answer = Response(current_app.extensions["fonts_css"], mimetype="text/css")
    answer.cache_control.max_age = 86_400
    return answer


@blueprint.get("/health")
def health() -> Response:
    """Answer that the process is up."""
    return Response("ok\n", mimetype="text/plain")


def init(app: Flask, settings: Settings) -> None:
    """Register the addresses."""
    app.extensions["fonts_css"] = fonts.fonts_css(settings.instance / "fonts", "/fonts/")
    app.register_blueprint(blueprint)
