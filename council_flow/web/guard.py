"""Every page needs signing in unless its endpoint stands on the public list; headers that every answer carries."""

from __future__ import annotations

from flask import Flask, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_talisman import Talisman
from flask_wtf import CSRFProtect

from council_flow.settings import Settings
from council_flow.web import kept
from council_flow.web.request import actor

csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address, default_limits=[], storage_uri="memory://")

CONTENT_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def init(app: Flask, settings: Settings, public: frozenset[str]) -> None:
    """Guard the application. ``public`` holds the endpoints that need no signing in."""
    csrf.init_app(app)
    app.config["RATELIMIT_ENABLED"] = settings.rate_limits
    limiter.init_app(app)
    Talisman(
        app,
        force_https=False,
        strict_transport_security=settings.cookies_secure,
        session_cookie_secure=settings.cookies_secure,
        session_cookie_samesite="Lax",
        content_security_policy=CONTENT_POLICY,
        referrer_policy="same-origin",
    )
    app.extensions["public_endpoints"] = public

    @app.before_request
    def signed_in() -> ResponseReturnValue | None:
        if request.endpoint is None or request.endpoint in public or actor() is not None:
            return None
        if request.method == "POST":
            return redirect(kept.sign_in_and_return(), 303)
        target = request.full_path.rstrip("?")
        return redirect(url_for("security.login", next=request.script_root + target), 303)

    @app.after_request
    def private(response: Response) -> Response:
        if actor_known(response):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def actor_known(response: Response) -> bool:
    """True for pages, whose content depends on who asks; files of the product's own may be kept by browsers."""
    return response.mimetype == "text/html"
