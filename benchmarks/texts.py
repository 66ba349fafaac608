"""Texts of any length for the measurements: paragraphs of about 40 words, set in the product's Markdown."""

from __future__ import annotations

from dataclasses import replace

from council_flow.text.blocks import Body
from council_flow.text.markdown import understand

VERBS = ("Recommends", "Encourages", "Invites", "Requests", "Stresses")
WORDS = (
    "that participating States offer support to every returned adult and child within one month of arrival, free of "
    "charge and in an official language, and name one provider who stays with the family for at least {n} months, "
    "together with a deputy who knows the plan",
    "States to record {n} times a year how each plan was carried out, which service was used and which was missing, and "
    "to share what they learn with the council without naming any person or place by which a family could be found",
    "local authorities to prepare the school, the clinic and the neighbourhood before a family arrives, to hear their "
    "concerns in at least {n} meetings, and to explain in plain words what is confidential and who decides about it",
)


def markdown(paragraphs: int, changed: int = 0) -> str:
    """Return a text of so many paragraphs, of which the first ``changed`` ones differ from the text without changes."""
    lines = ["# Continuity of support after return", ""]
    lines += [f"*Recalling* that support is planned for {n + 2} seasons and often ends before,\n" for n in range(4)]
    for n in range(1, paragraphs - 3):
        if n % 6 == 1:
            lines += [f"## Step {n // 6 + 1}", ""]
        words = WORDS[n % len(WORDS)].format(n=n + (6 if n <= changed else 2))
        lines += [f"{n}. *{VERBS[n % len(VERBS)]}* {words};", ""]
    return "\n".join(lines)


def text(paragraphs: int) -> Body:
    """Return the same as a text."""
    return Body("en", tuple(part.block for part in understand(markdown(paragraphs), "en")))


def revised(body: Body, changed: int) -> Body:
    """Return a text with the words of some paragraphs changed; its blocks keep their identity."""
    fresh = [part.block for part in understand(markdown(_paragraphs(body), changed), "en")]
    return Body("en", tuple(replace(new, key=old.key) for new, old in zip(fresh, body.blocks, strict=True)))


def _paragraphs(body: Body) -> int:
    return sum(block.kind in {"preambular", "operative"} for block in body.blocks)
