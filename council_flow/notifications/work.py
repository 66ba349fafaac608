"""What the worker can do, by kind, and when it tries again. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

Payload = Mapping[str, Any]
Handler = Callable[[Payload, datetime], None]

LEASE = timedelta(minutes=5)
"""How long a worker has for one piece of work before another may take it over."""

ATTEMPTS = 8
"""How often a piece of work is tried before it stays undone."""

_WAITS = (1, 5, 30, 120, 360, 720, 1440)
"""Minutes between one attempt and the next."""

_handlers: dict[str, Handler] = {}


class Hopeless(Exception):
    """Work that would fail in the same way again: it is not tried again."""


def job(kind: str) -> Callable[[Handler], Handler]:
    """Register what does the work of a kind.

    The handler gets the payload, with the row's ``key`` in it, and the instant. Run again with the same key, it
    must leave the world as one run does. It opens its own ``transaction()`` for what it writes.
    """

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def handler(kind: str) -> Handler:
    """Return what does the work of a kind.

    Raises:
        Hopeless: nothing does.
    """
    if kind not in _handlers:
        raise Hopeless(f"no handler for {kind}")
    return _handlers[kind]


def wait(attempts: int) -> timedelta | None:
    """Return how long to wait after so many attempts have failed; ``None`` where there is no further one."""
    if attempts >= ATTEMPTS:
        return None
    return timedelta(minutes=_WAITS[min(max(attempts, 1), len(_WAITS)) - 1])
