"""What an application of the tests need not work out anew when another has before: none of it changes an answer."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from council_flow.database import Base, db

Builder = Callable[..., tuple[str, str]]

_builders: dict[object, Builder] = {}
_build = Rule._compile_builder


def _built(rule: Rule, append_unknown: bool = True) -> Builder:
    """Return how addresses of a rule are built: read once for all applications, which have the same rules."""
    if rule.defaults:
        return _build(rule, append_unknown)
    key = (rule.rule, tuple(rule._trace), append_unknown)
    if key not in _builders:
        _builders[key] = _build(rule, append_unknown)
    return _builders[key]


class Statements(LRUCache[Any, Any]):
    """Statements that were compiled for one database, for all the others of its kind."""

    def get(self, key: Any, default: Any = None) -> Any:
        """Return a compiled statement."""
        return super().get(self._of_kind(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(self._of_kind(key), value)

    @staticmethod
    def _of_kind(key: Any) -> Any:
        dialect, *rest = key
        return (type(dialect), *rest)


STATEMENTS = Statements(10_000)


def once_for_all() -> None:
    """Called once in a process: let addresses and what is written into tables be compiled once."""
    Rule._compile_builder = _built  # type: ignore[method-assign]
    for mapper in Base.registry.mappers:
        mapper.__dict__["_compiled_cache"] = STATEMENTS


def look_for_rubbish_seldom() -> None:
    """Called when all tests are known: what lives to the end is not looked through for rubbish, the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def spare(app: Flask) -> Flask:
    """Let an application share compiled statements; a test's database need not outlive a power cut."""
    with app.app_context():
        engine: Engine = db.engine
        engine._compiled_cache = STATEMENTS
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", lambda connection, record: connection.execute("PRAGMA synchronous=OFF"))
    return app


def cheap_hashes(app: Flask) -> Flask:
    """Let passwords and the tokens that replace them be hashed with the least work that their methods accept."""
    security = app.extensions["security"]
    security.pwd_context.update(argon2__rounds=1, argon2__memory_cost=64, argon2__parallelism=1)
    security.hashing_context.update(sha256_crypt__rounds=1000)
    return app
