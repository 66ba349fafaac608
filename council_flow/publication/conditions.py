"""What workflow files may ask about a publication."""

from __future__ import annotations

from council_flow.language import NAMES, say
from council_flow.publication import queries
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Verdict, Vocabulary


def register(vocabulary: Vocabulary) -> None:
    """Add this room's conditions."""
    vocabulary.condition("publication.ready", title=say("The PDF of every language is prepared"))(ready)
    vocabulary.condition("publication.names_corrected", title=say("The file names the publication that it corrects"))(
        names_corrected
    )


def ready(situation: Situation) -> Verdict:
    """The text is the adopted one, and each of its complete languages is rendered."""
    publication = queries.of_case(situation.case.id)
    link = f"{situation.path}/adoption"
    if publication is None:
        return Verdict(False, say("The text has no symbol yet."), link)
    if publication.content_hash != situation.case.content_hash:
        return Verdict(False, say("The text is not the one that was adopted."), link)
    rendered = {issue.language for issue in queries.issues(publication.id)}
    missing = [NAMES[language] for language in publication.languages if language not in rendered]
    if missing:
        return Verdict(False, say("Still being prepared: %(languages)s.", languages=missing), link)
    return Verdict(True, say("%(symbol)s is prepared in %(n)s languages.", symbol=publication.symbol, n=len(rendered)))


def names_corrected(situation: Situation) -> Verdict:
    """The file names a published text. It is named when the file is opened, and never exchanged for another."""
    corrected = queries.in_register(situation.case.corrects_id)
    if corrected is None:
        return Verdict(
            False,
            say("The file names no published text. What is corrected is named when a file is opened."),
            "/drafts/new",
            tuple(situation.workflow.roles[name].title for name in sorted(situation.workflow.begins)),
        )
    return Verdict(
        True, say("It corrects %(symbol)s: %(title)s.", symbol=corrected.symbol, title=corrected.title), corrected.path
    )
