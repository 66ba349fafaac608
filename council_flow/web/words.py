"""Filters for texts and codes that several rooms' templates use."""

from __future__ import annotations

from typing import Any

from flask import Flask
from markupsafe import Markup, escape

from council_flow.text.blocks import translation_state
from council_flow.text.hashing import fingerprint
from council_flow.text.inline import html, plain
from council_flow.text.redlined import redlined
from council_flow.web.forms import new_token
from council_flow.web.language import translate


def paragraphs(text: str) -> Markup:
    """Return a plain text as paragraphs: an empty line begins a new one, a line break stays one."""
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return Markup("").join(
        Markup("<span class='p' dir='auto'>{}</span>").format(
            Markup("<br>").join(escape(line) for line in part.split("\n"))
        )
        for part in parts
    )


def inline(text: str) -> Markup:
    """Return inline text, with its emphasis, as safe HTML."""
    return Markup(html(text))  # noqa: S704 - html() escapes


def sort_titles(items: Any) -> list[Any]:
    """Return pairs of code and titles in the alphabetical order of the language being read."""
    return sorted(items, key=lambda pair: translate(pair[1]).casefold())


def init(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters.update(
        fingerprint=fingerprint, inline=inline, plain=plain, paragraphs=paragraphs, sort_titles=sort_titles,
        translation_state=translation_state, redlined=redlined,
    )  # fmt: skip
    app.jinja_env.globals.update(new_token=new_token)
