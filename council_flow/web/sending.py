"""Files that are sent: under a name that every browser keeps, of a type that none guesses, kept by nobody between."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "csv": "text/csv",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "yaml": "application/yaml",
}
"""Media type by the ending of a name."""


def sent(data: bytes | str, name: str, *, media_type: str = "", inline: bool = False, public: bool = False) -> Response:
    """Return the answer that hands out a file.

    Args:
        data: its content.
        name: with the ending that tells its type, in any script.
        media_type: where it is not told by the ending.
        inline: shown by the browser where it can, not put away.
        public: anybody may keep it for a day; otherwise nobody between keeps it.
    """
    answer = Response(data, mimetype=media_type or TYPES[name.rpartition(".")[2]])
    answer.headers["Content-Disposition"] = f"{'inline' if inline else 'attachment'}; {_named(name)}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "public, max-age=86400" if public else "private, no-store"
    return answer


def _named(name: str) -> str:
    """Return a name as headers hold it: Latin letters, and beside them the whole name in UTF-8 (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return f'filename="{plain}"' + ("" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}")
