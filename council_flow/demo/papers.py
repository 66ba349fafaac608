"""Background documents of the demo: small files, written when it is loaded. Pure but for the setting of a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from council_flow.publication.adapters import to_pdf

MARK = "Illustrative content of a demonstration. Every name, figure and date in it is invented."
"""Said in every file that leaves the demo."""


def made(told: Mapping[str, Any]) -> bytes:
    """Return the bytes of a document that a script describes by its name and its words."""
    words = told["words"].strip()
    if told["name"].endswith(".pdf"):
        return to_pdf(_page(told["title"], words))
    if told["name"].endswith(".csv"):
        return f"{words}\n".encode()
    return f"{words}\n\n{MARK}\n".encode()


def _page(title: str, words: str) -> str:
    paragraphs = "".join(f"<p>{escape(' '.join(part.split()))}</p>" for part in words.split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(title)}</title></head>'
        f"<body><h1>{escape(title)}</h1>{paragraphs}<p>{MARK}</p></body></html>"
    )
