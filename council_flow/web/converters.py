"""How parts of addresses are read."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import BaseConverter


class VersionName(BaseConverter):
    """The name of a version in an address: ``v12`` or ``Rev.3``."""

    regex = r"v[0-9]{1,6}|Rev\.[0-9]{1,4}"


def init(app: Flask) -> None:
    """Register the converters."""
    app.url_map.converters["version"] = VersionName
