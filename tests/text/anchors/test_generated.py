"""Random edits whose outcome is known word by word: passages follow their words and never jump to a look-alike."""

from __future__ import annotations

from collections import Counter

from council_flow.text.anchors.following import follow
from council_flow.text.anchors.laying import Laid

from .edits import asked, edited, verdict

TEXTS, PASSAGES = 48, 40


def test_after_random_work_on_a_text_hardly_a_passage_stands_in_a_wrong_place() -> None:
    found: Counter[str] = Counter()
    for seed in range(TEXTS):
        editor, old, new = edited(seed)
        laid = Laid(old, new)
        for passage in asked(editor, PASSAGES):
            stands = follow(laid, passage.paragraph, passage.start, passage.end)
            place = (stands.paragraph, stands.start, stands.end) if stands else None
            found[verdict(passage, place)] += 1
    placed = found["right"] + found["wrong"] + found["loose"]
    assert found["removed"] >= 80
    assert found["wrong"] <= 0.005 * placed
    assert found["missed"] + found["loose"] <= 0.02 * (placed + found["missed"])
