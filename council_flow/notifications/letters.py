"""A letter as a mail message: safe headers, a plain and an HTML part, an identity that shows repeats. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

LONGEST_SUBJECT = 180
"""Characters of a subject."""

_ADDRESS = re.compile(r"[^\s@<>(),;:\"\\\[\]]{1,64}@[^\s@<>(),;:\"\\\[\]]{1,253}")


@dataclass(frozen=True)
class Letter:
    """One letter to one person."""

    key: str
    to: str
    subject: str
    text: str
    html: str
    language: str


def address(raw: str) -> str:
    """Return a mail address as it may stand in a header.

    Raises:
        ValueError: it is not one address, or carries anything that could begin another header.
    """
    cleaned = raw.strip(" ")
    if not _ADDRESS.fullmatch(cleaned) or any(_steers(character) for character in cleaned):
        raise ValueError("not a mail address")
    return cleaned


def one_line(text: str) -> str:
    """Return a text as a subject: one line, without characters that steer, not too long."""
    plain = " ".join("".join(" " if _steers(character) else character for character in text).split())
    return plain if len(plain) <= LONGEST_SUBJECT else plain[: LONGEST_SUBJECT - 1].rstrip() + "…"


def _steers(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def identity(key: str, host: str) -> str:
    """Return the Message-ID of a letter: the same whenever it is sent, so that a repeat is recognised."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{host or 'localhost'}>"


def file_name(key: str) -> str:
    """Return a file name for a letter: readable, safe, the same whenever it is written."""
    readable = re.sub(r"[^A-Za-z0-9._-]+", "-", key).strip("-.")[:80]
    return f"{readable or 'letter'}-{hashlib.sha256(key.encode()).hexdigest()[:8]}.eml"


def message(letter: Letter, *, sender: str, host: str, at: datetime) -> EmailMessage:
    """Return a letter as a message.

    Raises:
        ValueError: an address is none.
    """
    made = EmailMessage(policy=SMTP)
    made["Subject"] = one_line(letter.subject)
    made["From"] = address(sender)
    made["To"] = address(letter.to)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = identity(letter.key, host)
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text)
    made.add_alternative(letter.html, subtype="html")
    made["Content-Language"] = letter.language  # said before, it would go to the first part alone
    return made
