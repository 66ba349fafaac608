"""What background documents are to a case. Pure."""

from __future__ import annotations

from council_flow.language import Sentence, say

LABELS: dict[str, Sentence] = {
    "evidence": say("Evidence"),
    "practice": say("Good practice"),
    "legal": say("Legal text"),
    "statistics": say("Statistics"),
    "letter": say("Letter"),
    "other": say("Other"),
}
