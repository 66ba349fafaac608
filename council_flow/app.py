"""``create_app(settings)``: the product's table of contents."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from flask import Flask

from council_flow import audit_words, logs, rooms
from council_flow.clock import Clock
from council_flow.database import init as init_database
from council_flow.demo import people as demo
from council_flow.people import adapters as accounts
from council_flow.procedures.definitions import Definitions
from council_flow.settings import Settings, from_environment, shared_folder
from council_flow.vocabulary import vocabulary
from council_flow.web import assets, converters, errors, guard, kept, language, prefix, request, words
from council_flow.workflow import load_all, load_council, read

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings | None = None, *, testing: bool = False) -> Flask:
    """Make the application.

    Raises:
        SettingsError: a setting cannot be used.
        WorkflowProblems: workflow files are wrong; lists every problem with file and line.
    """
    settings = settings or from_environment()
    if demo.loaded_here(settings.instance):
        settings = replace(settings, illustrative=True)
    app = Flask("council_flow", template_folder=str(shared_folder("templates")), static_folder=str(STATIC))
    app.testing = testing
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=settings.max_upload,
        MAX_FORM_MEMORY_SIZE=settings.max_upload,
        MAX_FORM_PARTS=20_000,
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    logs.init(settings)
    app.extensions["settings"] = settings
    app.extensions["clock"] = Clock()
    app.extensions["static_version"] = _version(STATIC)
    _read_workflows(app, settings)
    init_database(app, settings)
    converters.init(app)
    language.init(app)
    request.init(app)
    words.init(app)
    accounts.init(app)
    assets.init(app, settings)
    errors.init(app)
    kept.init(app)
    public = rooms.init(app)
    audit_words.init()
    guard.init(app, settings, public)
    app.wsgi_app = prefix.LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]  # Flask's way to wrap itself
    return app


def _read_workflows(app: Flask, settings: Settings) -> None:
    words = vocabulary()
    council = app.extensions["council"] = load_council(settings.workflows / "council.yaml")
    app.extensions["vocabulary"] = words
    app.extensions["definitions"] = Definitions(
        named=council.ordered(load_all(settings.workflows, words)), read=lambda source: read(source, words)
    )


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
