"""Languages in the address: ``/ru``, ``/uz`` and ``/ar`` stand before any path, English has no prefix."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import has_request_context, request

from council_flow.language import LANGUAGES

KEY = "council_flow.language"
DEFAULT = LANGUAGES[0]


class LanguagePrefix:
    """WSGI middleware that moves a language prefix from the path into the script name.

    Routes therefore never see it, and every address the application makes carries it by itself.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        head, _, rest = path[1:].partition("/")
        if head in LANGUAGES and head != DEFAULT:
            environ[KEY] = head
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + "/" + head
            environ["PATH_INFO"] = "/" + rest
        return self.application(environ, start_response)


def language() -> str:
    """Return the language of the address being answered; English outside a request."""
    return str(request.environ.get(KEY, DEFAULT)) if has_request_context() else DEFAULT


def in_language(path: str, to: str | None = None) -> str:
    """Return a path of the product, such as ``/drafts/2026/L.7#p8``, with the prefix of a language."""
    chosen = language() if to is None else to
    return path if chosen == DEFAULT or not path.startswith("/") else f"/{chosen}{path}"


def safe_path(target: str | None, otherwise: str = "/") -> str:
    """Return ``target`` if it is a path of this product, else ``otherwise``: never another site."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return otherwise
    return target if target.isprintable() else otherwise
