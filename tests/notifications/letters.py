"""Letters as their readers get them: from the folder, or from a mail server."""

from __future__ import annotations

import re
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from flask import Flask


def in_folder(app: Flask) -> list[EmailMessage]:
    """Return the letters in ``instance/mail``."""
    folder = app.extensions["settings"].instance / "mail"
    return [understood(path.read_bytes()) for path in sorted(folder.glob("*.eml"))]


def to(letters: list[EmailMessage], address: str) -> list[EmailMessage]:
    return [letter for letter in letters if letter["To"] == address]


def understood(raw: bytes) -> EmailMessage:
    found = message_from_bytes(raw, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def text(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def link(letter: EmailMessage) -> str:
    found = re.search(r"https?://\S+", text(letter))
    assert found is not None
    return found[0]


class Post:
    """What a mail server does with letters: takes them, or answers as it is told."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.taken = Event()
        self.asked = 0
        self.says = ""
        """The answer to a recipient, such as ``451 later``; empty: the letter is taken."""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        self.asked += 1
        if self.says:
            return self.says
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(understood(envelope.content))
        self.taken.set()
        return "250 taken"


@contextmanager
def mail_server() -> Iterator[tuple[Post, str]]:
    """Run a mail server. Yields what it got, and its address as ``MAIL_URL``."""
    post = Post()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with smtplib.SMTP("127.0.0.1", port) as probe:
            probe.noop()
        yield post, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()
