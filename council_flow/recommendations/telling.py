"""The moves of a file as text for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from council_flow.language import Sentence, Titles, say
from council_flow.workflow import Choice, Met, Speak


def told(choices: Iterable[Choice], who: Titles, *, speak: Speak, address: Callable[[str], str]) -> str:
    """Return one block a move: where it leads, whether it can be made now, approvals, conditions.

    Args:
        choices: the moves as ``who``, a person's label, meets them.
        speak: puts words into the language of the text.
        address: makes a whole address of a path inside the product.
    """
    return "\n\n".join("\n".join(_lines(choice, who, speak, address)) for choice in choices)


def _lines(choice: Choice, who: Titles, speak: Speak, address: Callable[[str], str]) -> list[str]:
    heading = speak(choice.title) + (f" → {speak(choice.to_title)}" if choice.to else "")
    lines = [heading, f"  {speak(choice.why or _open_to(choice, who))}"]
    if choice.needed > 1:
        given = say(
            "Approvals: %(given)s of %(needed)s, by different persons.", given=choice.given, needed=choice.needed
        )
        lines.append(f"  {speak(given)}")
    for met in choice.conditions:
        lines += _condition(met, speak, address)
    return lines


def _open_to(choice: Choice, who: Titles) -> Sentence:
    if choice.needed > 1:
        return say("%(who)s: can approve this move now.", who=who)
    return say("%(who)s: can make this move now.", who=who)


def _condition(met: Met, speak: Speak, address: Callable[[str], str]) -> list[str]:
    lines = [f"  {'✓' if met.holds else '✗'} {speak(met.sentence)}"]
    if met.link:
        lines.append(f"    {address(met.link)}")
    if met.awaited:
        lines.append(f"    {speak(say('Awaited: %(who)s', who=met.awaited))}")
    return lines
