"""Numbers that references show do not count as changes when two texts are laid together. Pure."""

from __future__ import annotations

from dataclasses import replace

from council_flow.text.blocks import Body
from council_flow.text.inline import retargeted, runs


def relabelled(body: Body, *like: Body) -> Body:
    """Return a text whose references show what they show in other texts; the first that has one decides."""
    labels: dict[str, dict[str, str]] = {}
    for other in reversed(like):
        for language, found in _labels(other).items():
            labels[language] = {**labels.get(language, {}), **found}
    if not labels:
        return body
    return replace(
        body,
        blocks=tuple(
            replace(block, texts={code: retargeted(words, labels.get(code, {})) for code, words in block.texts.items()})
            for block in body.blocks
        ),
    )


def _labels(body: Body) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for block in body.blocks:
        for language, words in block.texts.items():
            if "](" in words:
                found.setdefault(language, {}).update({run.target: run.text for run in runs(words) if run.target})
    return found
