"""How the editor is shown, with a text as somebody left it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import render_template, request

from council_flow.discussion import queries as discussion
from council_flow.discussion.audience import reader_of
from council_flow.language import LANGUAGES, Sentence, say
from council_flow.recommendations.file import File
from council_flow.text import working_queries
from council_flow.text.blocks import Body, check, share
from council_flow.text.editing import confirmed, join_kind
from council_flow.text.forms import EditForm, beside
from council_flow.text.inline import plain
from council_flow.text.models import Version
from council_flow.text.numbering import citations_in, numbers
from council_flow.text.words import pieces
from council_flow.web.language import hour
from council_flow.web.request import here, now

Around = tuple[working_queries.Kept | None, list[working_queries.Present]]


def editing(one: working_queries.Present) -> Sentence:
    """Return who else is editing, since when."""
    return say("%(who)s is editing since %(hour)s", who=one.label, hour=hour(one.since))


def names(*bodies: Body) -> dict[str, Any]:
    """Return how blocks are called, as the first text that has them numbers them, and what the tables need."""
    cited: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for body in reversed(bodies):
        cited |= citations_in(body, body.original)
        kinds |= {block.key: join_kind(block) for block in body.blocks}
    return {"cited": cited, "kinds_of": kinds, "pieces": pieces, "read": _reading(cited), "choice_of": join_kind}


_MARK = re.compile(r"\[\^([a-z0-9]{1,24})\]", re.IGNORECASE)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _reading(cited: Mapping[str, str]) -> Callable[[str], str]:
    """Return what reads words without stars and targets, the marks of footnotes as raised numbers."""

    def read(words: str) -> str:
        return plain(_MARK.sub(lambda match: cited.get(match[1], "*").translate(_RAISED), words))

    return read


def editor(
    file: File, form: EditForm, body: Body | None, on: Version, *, around: Around | None = None, **more: Any
) -> str:
    """Show the editor.

    Args:
        file: the file.
        form: what was sent before, or an empty form.
        body: the text as somebody left it; ``None``: as in the version.
        on: the version on which it is written.
        around: the private copy and who else is editing, where they were read already.
        more: what else the page shows: ``side`` (the language beside), ``shown`` (the block to show), ``looked``.
    """
    side = more.pop("side", None) or beside(file.original)
    current = on.body
    body = body or current
    kept, others = around or working_queries.around(file.case.id, here(), now())
    # A page that was posted goes on with the copy that its window knew, not with that of another window.
    known = request.form.get("known", "") if request.method == "POST" else kept.saved_at.isoformat() if kept else ""
    return render_template(
        "text/edit.html",
        file=file,
        form=form,
        body=body,
        on=on.number,
        beside=side,
        kept=kept,
        known=known,
        others=[editing(one) for one in others],
        numbers=numbers(body, file.original),
        numbers_beside=numbers(body, side) if side else {},
        saved={block.key: block for block in current.blocks},
        confirmed=confirmed(current, body, side),
        problems=dict(check(body)) if form.problem else {},
        shares={code: share(body, code) for code in LANGUAGES},
        open_comments=discussion.open_per_block(file.case.id, reader_of(file, here())),
        all_languages=LANGUAGES,
        **{"shown": None, "looked": None, **names(body, current), **more},
    )
