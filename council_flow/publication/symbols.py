"""Symbols of documents, and the names of their files. Pure."""

from __future__ import annotations

import re

PRACTICES = "GP"
"""Part of the symbols, and of the addresses, of good practices."""

_UNSAFE = re.compile(r"[^A-Za-z0-9.]+")


def working(prefix: str, year: int, number: int) -> str:
    """Return the symbol of a draft: ``REC/2026/L.7``."""
    return f"{prefix}/{year}/L.{number}"


def final(prefix: str, year: int, number: int) -> str:
    """Return the symbol of an adopted recommendation: ``REC/2026/3``."""
    return f"{prefix}/{year}/{number}"


def practice(prefix: str, year: int, number: int) -> str:
    """Return the symbol of a good practice: ``REC/GP/2026/1``."""
    return f"{prefix}/{PRACTICES}/{year}/{number}"


def corrigendum(corrected: str, part: int) -> str:
    """Return the symbol of a corrigendum: ``REC/2026/3/Corr.1``."""
    return f"{corrected}/Corr.{part}"


def file_name(symbol: str, language: str) -> str:
    """Return the name of a PDF, safe on every file system: ``REC-2026-3-en.pdf``."""
    safe = _UNSAFE.sub("-", f"{symbol}/{language}").strip("-.")
    return f"{re.sub(r'[.]{2,}', '.', safe)}.pdf"
