"""What an exported file says of the discussion: comments and suggestions as their reader sees them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from council_flow.text.blocks import Block, Body
from council_flow.text.exchange.importing import Found, author_of, content_of
from council_flow.text.hashing import content_hash, language_hash, words_hash
from council_flow.text.inline import plain, runs
from council_flow.text.numbering import citations_in, numbers

SCHEMA = "council_flow/export/1"


@dataclass(frozen=True)
class Said:
    """A reply, or a disposition with its response."""

    author: str
    at: str
    text: str


@dataclass(frozen=True)
class Noted:
    """A comment or a suggestion as a Word file is to show it."""

    key: str
    text: str
    """The comment; of a suggestion its reason, empty where it has none."""
    author: str
    at: str
    """When it was made, such as 2026-03-05T10:00:00Z."""
    start: int | None = None
    end: int | None = None
    act: str = ""
    """What it suggests, as long as that is open; empty for a comment."""
    proposed: str = ""
    proposed_kind: str = ""
    after: str = ""
    after_at: int | None = None
    replies: Sequence[Said] = ()
    done: bool = False


def noted(
    comments: Sequence[Any], body: Body, language: str, *, plainly: Collection[str], speak: Callable[[Any], str]
) -> list[Noted]:
    """Return comments (``discussion/view.py``) as a Word file in one language shows them.

    Args:
        comments: those that the reader may see.
        body: the current text.
        language: of the exported text.
        plainly: reasons that say only that a suggestion was a tracked change: they are not written.
        speak: returns a sentence or a label in the language of the file.
    """
    keys = {block.key for block in body.blocks}
    found = []
    for one in comments:
        if one.standing == "withdrawn":
            continue
        stands = one.key in keys and one.anchor != "removed"
        on_words = stands and one.start is not None and one.language == language
        label, day = author_of(one.label_there)
        found.append(
            Noted(
                one.key if one.key in keys else body.blocks[0].key,
                "" if one.act and one.text in plainly else one.text,
                label or speak(one.label), f"{day}T00:00:00Z" if day else _instant(one.at),
                one.start if on_words else None, one.end if on_words else None,
                (one.act or "") if one.standing == "open" and stands and one.taken_in is None else "",
                one.proposed, one.proposed_kind, one.after, one.after_at, _thread(one, speak), one.standing == "settled",
            )
        )  # fmt: skip
    return found


def _thread(one: Any, speak: Callable[[Any], str]) -> list[Said]:
    said = [Said(speak(reply.label), _instant(reply.at), reply.text) for reply in one.replies]
    if one.disposition and one.disposed_at:
        words = ": ".join(part for part in (speak(one.word.label), one.response) if part)
        said.append(Said(speak(one.disposed_label), _instant(one.disposed_at), words))
    return said


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def known(
    comments: Sequence[Any],
    body: Body,
    language: str,
    *,
    plainly: Collection[str],
    speaks: Sequence[Callable[[Any], str]],
) -> dict[str, int]:
    """Return what the comments of a case are known by, with how many there are of each.

    What is read of a file is compared with it: what the case has already is not taken again. A comment is known with its
    quotation and without it, as its words may have changed since; by its author's name in every language.
    """
    words = {block.key: block.texts.get(language, "") for block in body.blocks}
    found: dict[str, int] = {}
    for one in comments:
        text = "" if one.act and one.text in plainly else one.text
        stood = plain(words.get(one.key, ""))[one.start : one.end] if one.start is not None else ""
        labels = [one.label_there] if one.label_there else [speak(one.label) for speak in speaks]
        said = {
            content
            for quote in {one.quote, stood, ""}
            for act, proposed in {
                (one.act or "", one.proposed),
                ("", ""),
            }  # what is settled goes out as a plain comment
            for content in content_of(
                Found(one.key, text, quote, act=act, proposed=proposed),
                labels,
                whole=words.get(one.key, ""),
            )
        }
        for speak in speaks:
            for reply in _thread(one, speak):
                for quote in {one.quote, stood, ""}:
                    said |= content_of(
                        Found(one.key, reply.text, quote, author=reply.author), whole=words.get(one.key, "")
                    )
        for content in said:
            found[content] = found.get(content, 0) + 1
    return found


def as_json(body: Body, *, symbol: str, version: int, comments: Sequence[Any] | None) -> dict[str, Any]:
    """Return a text with everything that is derived of it as JSON data; the schema is told in ``docs/exchange.md``."""
    languages = body.languages()
    numbered = {language: numbers(body, language) for language in languages}
    cited = {language: citations_in(body, language) for language in languages}
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "symbol": symbol,
        "version": version,
        "original": body.original,
        "languages": languages,
        "content_hash": content_hash(body),
        "language_hashes": {language: language_hash(body, language) for language in languages},
        "blocks": [_block(block, languages, numbered, cited) for block in body.blocks],
    }
    if comments is not None:
        data["comments"] = [_comment(one) for one in comments]
    return data


def _block(
    block: Block, languages: Sequence[str], numbered: dict[str, dict[str, str]], cited: dict[str, dict[str, str]]
) -> dict[str, Any]:
    return {
        "key": block.key,
        "kind": block.kind,
        "level": block.level,
        "bis": block.bis,
        "numbers": {
            language: numbered[language][block.key] for language in languages if block.key in numbered[language]
        },
        "citations": {language: cited[language][block.key] for language in languages if block.key in cited[language]},
        "texts": {language: text for language, text in block.texts.items() if text},
        "runs": {language: [_run(run) for run in runs(text)] for language, text in block.texts.items() if text},
        "sources": dict(block.sources),
        "hashes": {language: words_hash(text) for language, text in block.texts.items() if text},
    }


def _run(run: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"text": run.text}
    if run.apart:
        said["apart"] = True
    if run.target:
        said["target"] = run.target
    return said


def _comment(one: Any) -> dict[str, Any]:
    data = {
        "number": one.number, "key": one.key, "version": one.version, "language": one.language, "type": one.type,
        "quote": one.quote, "start": one.start, "end": one.end, "anchor": one.anchor, "text": one.text,
        "author": dict(one.label), "author_in_file": one.label_there, "state": one.state, "at": _instant(one.at),
        "audience": one.audience, "tlp": one.tlp, "unnamed": one.unnamed, "standing": one.standing, "disposition": one.disposition, "response": one.response,
        "suggestion": None,
        "replies": [{"author": dict(reply.label), "at": _instant(reply.at), "text": reply.text} for reply in one.replies],
    }  # fmt: skip
    if one.act:
        data["suggestion"] = {
            "act": one.act, "proposed": one.proposed, "proposed_kind": one.proposed_kind, "after": one.after,
            "after_at": one.after_at, "on_behalf": one.on_behalf, "taken_in": one.taken_in,
        }  # fmt: skip
    return data
