"""What reviewers grade, where the workflow asks for it. Pure.

The criteria follow what evidence-to-decision frameworks ask of a recommendation (evidence, feasibility, equity), with the
safeguards that the council's field adds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from council_flow.language import Sentence, say

CRITERIA: dict[str, Sentence] = {
    "clarity": say("Clarity"),
    "evidence": say("Evidence"),
    "feasibility": say("Feasibility"),
    "human_rights": say("Human-rights safeguards"),
    "gender": say("Gender"),
    "children": say("Children"),
}
GRADES: dict[str, Sentence] = {
    "sound": say("Sound"),
    "gaps": say("Has gaps"),
    "weak": say("Weak"),
    "not_applicable": say("Does not apply"),
}
LONGEST = 2000
"""Characters of the reason for a grade."""


def problems(asked: Sequence[str], grades: Mapping[str, Mapping[str, str]]) -> dict[str, Sentence]:
    """Return what is wrong with the grades given, by field: each criterion has a grade, one that is not sound a reason."""
    found = {}
    for name in asked:
        given = grades.get(name) or {}
        if given.get("grade") not in GRADES:
            found[f"grade-{name}"] = say("%(criterion)s: choose a grade.", criterion=CRITERIA[name])
        elif given["grade"] in {"gaps", "weak"} and not (given.get("reason") or "").strip():
            found[f"grade-{name}"] = say("%(criterion)s: say in a sentence what is missing.", criterion=CRITERIA[name])
        elif len(given.get("reason") or "") > LONGEST:
            found[f"grade-{name}"] = say(
                "%(criterion)s: a reason has up to %(n)s characters.", criterion=CRITERIA[name], n=LONGEST
            )
    return found


def kept(asked: Sequence[str], grades: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return the grades of the criteria that are asked for, as they are stored."""
    return {
        name: {"grade": grades[name]["grade"], "reason": (grades[name].get("reason") or "").strip()}
        for name in asked
        if name in grades
    }


def summary(asked: Sequence[str], all_grades: Sequence[Mapping[str, Any]]) -> list[tuple[str, dict[str, int]]]:
    """Return for each criterion how many reviewers gave which grade."""
    found = []
    for name in asked:
        counts = dict.fromkeys(GRADES, 0)
        for grades in all_grades:
            given = (grades.get(name) or {}).get("grade")
            if given in counts:
                counts[given] += 1
        found.append((name, counts))
    return found
