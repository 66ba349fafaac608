"""What a person is called everywhere: role and State, "Expert, Jordan". Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from council_flow.language import LANGUAGES, Titles

_SEPARATOR = {"ar": "، "}


def label(
    roles: Iterable[str],
    state: str | None,
    role_titles: Mapping[str, Titles],
    states: Mapping[str, Titles],
    institution: str = "",
) -> Titles:
    """Return role and State (or institution) in every language; roles in the order in which the council lists them.

    Someone without a role is called a member.
    """
    held = [name for name in role_titles if name in set(roles)]
    found = {}
    for language in LANGUAGES:
        words = [role_titles[name].within(language) for name in held] or [MEMBER.within(language)]
        place = states[state].within(language) if state and state in states else institution
        found[language] = _SEPARATOR.get(language, ", ").join([*words, *([place] if place else [])])
    return Titles(found)


MEMBER = Titles({"en": "Member", "ru": "Участник", "uz": "Aʼzo", "ar": "عضو"})
