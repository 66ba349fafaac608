"""How acts of the review read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "review.interest.declared": mark("%(actor)s declared an interest and stepped aside."),
    "review.interest.none": mark("%(actor)s declared to have no interest in this file."),
    "review.task.accepted": mark("%(actor)s accepted to review this file."),
    "review.task.declined": mark("%(actor)s declined to review this file."),
    "review.summary.written": mark("%(actor)s wrote the summary of the review."),
    "review.opinion.given": mark("%(actor)s gave an opinion on v%(version)s."),
}
