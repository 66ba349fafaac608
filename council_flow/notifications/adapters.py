"""The one file that touches the queue, the mail server and the folder of mails."""

from __future__ import annotations

import os
import signal
import smtplib
import ssl
import threading
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import unquote, urlsplit

from huey import Huey, PostgresHuey, SqliteHuey, crontab

from council_flow.notifications.letters import file_name
from council_flow.notifications.work import Hopeless
from council_flow.settings import Settings

SECONDS = 20
"""How long a mail server may take to answer."""

MOST_WAITING = 100
"""Wake-up calls kept in the queue while no worker runs."""

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Queue:
    """Wakes the worker and keeps its schedule. It holds no work: that lies in the outbox."""

    def __init__(self, settings: Settings, wake: Callable[[int | None], None], sweep: Callable[[], None]) -> None:
        self.huey = _huey(settings)
        self._wake = self.huey.task(name="wake")(wake)
        self.huey.periodic_task(crontab(minute="*"), name="sweep")(sweep)

    def wake(self, account: int | None = None) -> None:
        """Ask a worker to look at the outbox now; ``account``: whose desk to count again."""
        if self.huey.pending_count() < MOST_WAITING:
            self._wake(account)

    def consume(self) -> None:
        """Run the worker until SIGTERM or SIGINT; the work in hand is finished first."""
        stop = threading.Event()

        def stopping(number: int, frame: FrameType | None) -> None:
            stop.set()

        consumer = self.huey.create_consumer(workers=1, worker_type="thread", max_delay=1.0, shutdown_timeout=30)
        consumer.start()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stopping)
        while not stop.wait(1):
            consumer.check_worker_health()
        consumer.stop(graceful=True)


def _huey(settings: Settings) -> Huey:
    address = settings.queue_url or ("" if settings.on_sqlite else settings.database)
    if address.startswith("postgresql"):
        scheme, rest = address.split("://", 1)
        return PostgresHuey("council_flow", dsn=f"{scheme.partition('+')[0]}://{rest}", results=False)
    path = address.removeprefix("sqlite:///") or str(settings.instance / "queue.db")
    return SqliteHuey("council_flow", filename=path, results=False)


def deliver(message: EmailMessage, key: str, settings: Settings) -> None:
    """Send a message, or write it into ``instance/mail`` where no mail server is set.

    Raises:
        Hopeless: the server will never take it.
        OSError, smtplib.SMTPException: this time it did not work.
    """
    if not settings.mail_url:
        _write(message, settings.instance / "mail" / file_name(key))
        return
    try:
        with _server(settings.mail_url) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        if all(500 <= code < 600 for code, _ in error.recipients.values()):
            raise Hopeless("the mail server knows no such address") from error
        raise


def _write(message: EmailMessage, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}.part")
    beside.write_bytes(message.as_bytes())
    beside.replace(path)


def _server(address: str) -> smtplib.SMTP:
    url = urlsplit(address)
    host, context = url.hostname or "localhost", ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, url.port or (587 if url.username else 25), timeout=SECONDS)
    try:
        _greet(server, url, host, context)
    except BaseException:
        server.close()
        raise
    return server


def _greet(server: smtplib.SMTP, url: Any, host: str, context: ssl.SSLContext) -> None:
    server.ehlo()
    encrypted = url.scheme == "smtps"
    if not encrypted and server.has_extn("starttls") and host not in _LOOPBACK:
        server.starttls(context=context)
        server.ehlo()
        encrypted = True
    if url.username:
        if not encrypted and host not in _LOOPBACK:
            raise Hopeless("the mail server offers no encryption, so the password is not sent")
        server.login(unquote(url.username), unquote(url.password or ""))
