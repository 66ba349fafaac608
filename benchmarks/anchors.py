"""Where comments stand after a text was worked on: how often right, how often on wrong words, and in what time.

The baseline looks a quotation up again as annotation tools of the web do: by its words, else by what comes nearest to
them, judged with what stood around it and where it stood (weights 50, 20, 20 and 2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from council_flow.text.anchor import carry_all, make
from council_flow.text.anchors.following import follow
from council_flow.text.anchors.laying import Laid
from council_flow.text.blocks import Block, Body
from council_flow.text.hashing import content_hash
from tests.text.anchors.edits import Stands, asked, edited, verdict
from tests.text.anchors.labelled import SETS, Case, cases

TEXTS, PASSAGES = 400, 40
FRESH = 20_000_000
"""First of the random texts measured: none of them was seen while the code was worked on."""
COMPARED = 40
"""Texts on which the baseline is tried as well: it is slow."""
PAGES, PARAGRAPHS, COMMENTS, TOUCHED = 300, 3_000, 1_000, 150
AROUND = 32
LEAST = 50.0
"""Likeness, of 100, from which on the baseline takes the nearest words for the quotation: half of the letters."""
GOAL_WRONG, GOAL_RIGHT = 0.01, 0.98

Answer = Callable[[int, int, int], Stands | None]


def measure() -> dict[str, Any]:
    """Return rates on the labelled and on generated cases, here and of the baseline, and the time of a long text."""
    return {
        "labelled": {name: _labelled(list(cases(name)), _here) for name in SETS},
        "labelled_baseline": _labelled(list(cases()), _baseline),
        "generated": _generated(TEXTS, _here),
        "generated_baseline": _generated(COMPARED, _baseline),
        **_time(),
    }


def _here(old: Sequence[str], new: Sequence[str]) -> Answer:
    laid = Laid(old, new)

    def answer(paragraph: int, start: int, end: int) -> Stands | None:
        found = follow(laid, paragraph, start, end)
        return (found.paragraph, found.start, found.end) if found else None

    return answer


def _baseline(old: Sequence[str], new: Sequence[str]) -> Answer:
    whole = sum(map(len, new)) or 1
    begins = [sum(map(len, new[:n])) for n in range(len(new))]

    def answer(paragraph: int, start: int, end: int) -> Stands | None:
        text, quote = old[paragraph], old[paragraph][start:end]
        before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        at = sum(map(len, old[:paragraph])) + start

        def score(place: Stands) -> float:
            j, a, b = place
            now = new[j]
            alike = Levenshtein.normalized_similarity(quote, now[a:b])
            left = Levenshtein.normalized_similarity(before, now[max(0, a - AROUND) : a]) if before else 1.0
            right = Levenshtein.normalized_similarity(behind, now[b : b + AROUND]) if behind else 1.0
            return 50 * alike + 20 * left + 20 * right + 2 * (1 - abs(begins[j] + a - at) / whole)

        return max(_places(new, quote), key=score, default=None)

    return answer


def _places(new: Sequence[str], quote: str) -> list[Stands]:
    found: list[Stands] = []
    for j, text in enumerate(new):
        at = text.find(quote)
        while at >= 0:
            found.append((j, at, at + len(quote)))
            at = text.find(quote, at + 1)
    if found:
        return found
    for j, text in enumerate(new):
        near = fuzz.partial_ratio_alignment(quote, text, score_cutoff=LEAST) if text else None
        if near is not None and near.dest_start < near.dest_end:
            found.append((j, near.dest_start, near.dest_end))
    return found


def _labelled(chosen: Sequence[Case], engine: Callable[[Sequence[str], Sequence[str]], Answer]) -> dict[str, int]:
    """Count: ``wrong`` shares no letter with the right place, or stands though the words were removed."""
    found: Counter[str] = Counter()
    for case in chosen:
        place = engine(case.old, case.new)(case.paragraph, case.start, case.end)
        found["kept" if case.place else "removed"] += 1
        if place is None:
            found["said_removed" if case.place is None else "missed"] += 1
        elif place == case.place:
            found["right"] += 1
        else:
            meets = case.place is not None and case.place[0] == place[0]
            meets = meets and case.place is not None and place[1] < case.place[2] and case.place[1] < place[2]
            found["loose" if meets else "wrong"] += 1
            found["wrong_of_removed"] += case.place is None
    return dict(found)


def _generated(texts: int, engine: Callable[[Sequence[str], Sequence[str]], Answer]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for seed in range(FRESH, FRESH + texts):
        editor, old, new = edited(seed)
        answer = engine(old, new)
        for passage in asked(editor, PASSAGES):
            judged = verdict(passage, answer(passage.paragraph, passage.start, passage.end))
            found[judged] += 1
            found["wrong_of_removed"] += judged == "wrong" and not passage.kept
    return dict(found)


def _time() -> dict[str, Any]:
    """Return the time of carrying comments over in a long text, and that of reading and hashing the two versions."""
    editor, old, new = edited(1, TOUCHED / PARAGRAPHS, PARAGRAPHS)
    before, after = _body(old, "a"), _body(new, "b")
    anchors = [make(f"a{one.paragraph}", old[one.paragraph], one.start, one.end) for one in asked(editor, COMMENTS)]
    own, floors = [], []
    for _ in range(5):
        floors.append(_timed(lambda: [content_hash(Body.from_data(body.to_data())) for body in (before, after)]))
        own.append(_timed(lambda: carry_all(anchors, before, after, "ru")))
    return {
        "words": sum(len(text.split()) for text in old), "comments": len(anchors), "seconds": median(own),
        "floor": median(floors), "ratio": median(own) / median(floors),
    }  # fmt: skip


def _body(texts: Sequence[str], side: str) -> Body:
    return Body("ru", tuple(Block(f"{side}{n}", "operative", 1, {"ru": text}, {}) for n, text in enumerate(texts)))


def _timed(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun
