"""Asking an application and measuring what it takes: time beside the floor, SQL statements, bytes."""

from __future__ import annotations

import gc
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
"""Beginnings of what opens and closes a transaction: not counted."""


@dataclass(frozen=True)
class Answer:
    """What an application answered."""

    status: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Figure:
    """What one work took: medians in seconds of the processor, of itself and of the floor asked in turn with it."""

    seconds: float
    floor: float
    statements: int
    size: int

    @property
    def ratio(self) -> float:
        """Time in floors."""
        return self.seconds / self.floor


class Browser:
    """Asks an application by WSGI as one signed-in person: no socket and no client library in the figure."""

    def __init__(self, app: Flask, cookie: str) -> None:
        self.app, self.cookie = app, cookie

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, b"")

    def post(self, path: str, form: dict[str, str]) -> Answer:
        """Post a form."""
        return self._ask("POST", path, urlencode(form).encode())

    def _ask(self, method: str, path: str, body: bytes) -> Answer:
        found: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], failed: Any = None, /) -> Callable[[bytes], object]:
            found.extend((status, headers))
            return lambda data: None

        parts = self.app(self._environ(method, path, body), start)
        try:
            content = b"".join(parts)
        finally:
            parts.close()  # type: ignore[attr-defined]
        answer = Answer(found[0], dict(found[1]), content)
        name, _, value = answer.headers.get("Set-Cookie", "").partition("=")
        if name == "session":
            self.cookie = value.partition(";")[0]
        return answer

    def _environ(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        path, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost", "HTTP_COOKIE": f"session={self.cookie}",
            "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect the SQL statements that an engine is given."""
    found: list[str] = []

    def said(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(CONTROL):
            found.append(statement)

    event.listen(engine, "before_cursor_execute", said)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", said)


Ask = Callable[[], Answer]


def measure(ask: Ask, floor: Ask, engine: Engine, *, expect: str, times: int) -> Figure:
    """Ask many times, the floor in turn with the work. What is measured is the time of the processor, in all threads:
    nothing here waits, and what else the machine does would fall on long works more than on short ones.

    Raises:
        RuntimeError: the answer is not the one expected.
    """
    with counted(engine) as statements:
        size = len(_checked(ask(), expect).body)
    for _ in range(max(3, times // 10)):
        floor()
        _checked(ask(), expect)
    own, floors = [], []
    gc.collect()
    for _ in range(times):
        floors.append(_timed(floor))
        own.append(_timed(ask))
    return Figure(median(own), median(floors), len(statements), size)


def _checked(answer: Answer, expect: str) -> Answer:
    if not answer.status.startswith(expect):
        raise RuntimeError(f"{expect} expected, {answer.status} came: {answer.body[:400]!r}")
    return answer


def _timed(ask: Ask) -> float:
    begun = process_time()
    ask()
    return process_time() - begun
