"""Every page of the product, with who looks at it. Each address of the product stands here or says why it is no page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.acts import (
    ask_too_often,
    bring_a_sheet_back,
    decide_and_look,
    empty_the_title,
    keep_a_copy,
    lose_the_session,
    meet_another_version,
    open_menus,
    send_a_word_file,
    send_nothing,
    send_words,
    take_a_position,
    unfold,
    upload_too_much,
    upload_words,
    verify,
    write_a_wrong_file,
)

NO_PAGES = {
    "static": "a file",
    "security.static": "a file of a library, used nowhere",
    "assets.font": "a font",
    "assets.fonts_stylesheet": "a stylesheet",
    "assets.health": "a word for machines",
    "publication.pdf": "a PDF",
    "matrix.comments_table": "a table to download",
    "matrix.table": "a table to download",
    "matrix.as_workbook": "a table to download",
    "matrix.as_word": "a table to download",
    "sheet.download": "a file to download",
    "comparison.download": "a file to download",
    "exchange.word": "a file to download",
    "exchange.markdown": "a file to download",
    "exchange.data": "for programs",
    "documents.download": "a file to download",
    "consultation.as_table": "a table to download",
    "adoption.export": "for programs",
    "reports.as_word": "a file to download",
    "editions.export": "a file to download",
    "procedures.source": "a file to download",
    "recommendations_api.moves": "for programs",
    "audit.table": "a table to download",
    "audit.council_table": "a table to download",
    "recommendations.home": "leads on to another page",
    "people.welcome": "leads on to another page",
}

LESSER = frozenset({
    "refused", "empty", "unknown", "closed", "read", "verified", "differs", "word", "languages", "changes",
    "locked", "copy", "previewed", "again", "decided", "satisfied",
})  # fmt: skip
"""States of pages that are made of the same parts as the page in its main state."""

Act = Callable[[Page], None]


@dataclass(frozen=True)
class Visit:
    """One page as one person sees it."""

    endpoint: str
    path: str
    who: str | None = None
    """Key of the person; ``None`` where nobody is signed in."""
    act: Act | None = None
    """What is done on the page before it is looked at."""
    status: int = 200
    name: str = ""

    def languages(self) -> tuple[str, ...]:
        """Languages in which it is looked at: a lesser state of a page only in English."""
        return ("en",) if self.name in LESSER else ("en", "ar")

    @property
    def id(self) -> str:
        """What the test is called."""
        return "-".join(filter(None, (self.endpoint, self.name, self.who)))


OPEN_DOORS = (
    Visit("security.login", "/account/login"),
    Visit("security.login", "/account/login", act=send_nothing, name="refused"),
    Visit("security.forgot_password", "/account/reset"),
    Visit("security.reset_password", "/account/reset/{reset}"),
    Visit("people.invitation", "/invitation/{link}"),
    Visit("people.invitation", "/invitation/{link}", act=send_nothing, name="refused"),
    Visit("procedures.index", "/workflows"),
    Visit("procedures.show", "/workflows/good-practice"),
    Visit("alignment.guidance", "/guidance/cted"),
    Visit("publication.register", "/register"),
    Visit("publication.register", "/register?q=nothing-like-it", name="empty"),
    Visit("publication.show", "{register}"),
    Visit("publication.show", "{register}?lang=ar", name="translated"),
    Visit("publication.verify", "/verify"),
    Visit("publication.verify", "/verify", act=upload_words, name="differs"),
    Visit("publication.verify_code", "/verify/{code}"),
    Visit("publication.verify_code", "/verify/ABCD-EFGH-JKLM", status=404, name="unknown"),
)
COUNCIL = (
    Visit("notifications.desk", "/desk", "chair"),
    Visit("notifications.desk", "/desk", "reviewer.tj", act=open_menus, name="menu"),
    Visit("recommendations.index", "/drafts", "chair"),
    Visit("recommendations.index", "/drafts?stage=draft&q=nothing-like-it", "chair", name="empty"),
    Visit("recommendations.new", "/drafts/new", "expert.kz"),
    Visit("recommendations.new", "/drafts/new", "expert.kz", act=send_words, name="understood"),
    Visit("recommendations.new", "/drafts/new", "expert.kz", act=send_a_word_file, name="word"),
    Visit("procedures.show", "/workflows/recommendation?file=2026/L.1", "chair"),
    Visit("procedures.new", "/procedures/new", "secretariat", act=write_a_wrong_file, name="wrong"),
    Visit("procedures.migrating", "/workflows/recommendation/migrate", "secretariat"),
    Visit("people.index", "/people", "secretariat", act=unfold),
    Visit("people.index", "/people", "chair"),
    Visit("people.profile", "/profile", "expert.kz"),
    Visit("security.change_password", "/account/change", "expert.kz"),
    Visit("editions.catalogues", "/guidance", "secretariat"),
    Visit("editions.index", "/guidance/cted/editions", "secretariat"),
    Visit("editions.draft", "/guidance/cted/draft", "secretariat2", act=unfold),
    Visit("editions.provision", "/guidance/cted/draft/mgp-sec-2", "secretariat2"),
    Visit("editions.provision", "/guidance/cted/draft/mgp-sec-1", "secretariat", act=empty_the_title, name="refused"),
    Visit("audit.council", "/record", "secretariat", act=unfold),
    Visit("audit.council_entry", "/record/{entry}", "secretariat"),
)
TEXTS = (
    Visit("text.show", "{draft}", "expert.kz", name="draft"),
    Visit("text.show", "{consultation}", "focal.kg", act=unfold, name="consultation"),
    Visit("text.show", "{review}", "chair", act=unfold, name="review"),
    Visit("text.show", "{adopted}", "secretariat", act=unfold, name="adopted"),
    Visit("text.show", "{published}", "expert.kz", name="published"),
    Visit("text.show", "{withdrawn}", "chair", name="withdrawn"),
    Visit("text.version", "{review}/v1", "chair"),
    Visit("versions.index", "{review}/versions", "chair"),
    Visit("versions.show_name", "{review}/v1/name", "chair"),
    Visit("versions.show_restoring", "{review}/v1/restore", "expert.kz"),
    Visit("versions.origins", "{review}/blame", "chair"),
    Visit("comparison.show", "{review}/compare?a=v1&b=v2", "chair", act=unfold),
    Visit("comparison.show", "{review}/compare?a=v1&b=v2&view=beside", "chair", name="beside"),
    Visit("comparison.show", "{review}/compare?a=v1&b=v2&view=changes", "chair", name="changes"),
    Visit("comparison.show", "{review}/compare?a=v1&b=v2&lang=ar&lang_a=en", "chair", name="languages"),
    Visit("languages.show", "{draft}/translate?lang=ar", "expert.kz"),
    Visit("editing.edit", "{draft}/edit", "expert.kz"),
    Visit("editing.edit", "{draft}/edit?beside=ar", "expert.kz", name="beside"),
    Visit("editing.edit", "{draft}/edit", "expert.kz", act=meet_another_version, name="conflict"),
    Visit("editing.edit", "{alignment}/edit", "expert.kz", name="locked"),
    Visit("editing.edit", "{draft}/edit", "expert.kz", act=keep_a_copy, name="copy"),
    Visit("locking.show", "{draft}/lock", "chair"),
    Visit("exchange.importing", "{draft}/import", "expert.kz"),
    Visit("exchange.importing", "{draft}/import", "expert.kz", act=send_a_word_file, name="word"),
    Visit("publication.draft", "{draft}/draft.pdf", "expert.kz"),
    Visit("recommendations.moving", "{review}/move/return_to_draft", "chair"),
    Visit("recommendations.moving", "{review}/move/return_to_draft", "chair", act=send_nothing, name="refused"),
    Visit("recommendations.moving", "{draft}/move/publish", "chair", name="closed"),
    Visit("recommendations.extending", "{consultation}/extend", "chair", act=send_nothing),
    Visit("forecast.show", "{consultation}/forecast", "chair"),
    Visit("documents.index", "{consultation}/documents", "expert.kz"),
    Visit("documents.show_withdrawal", "{consultation}/documents/1/withdraw", "expert.kz"),
)
TALK = (
    Visit("discussion.index", "{consultation}/comments", "expert.kz"),
    Visit("discussion.index", "{draft}/comments", "expert.kz", name="empty"),
    Visit("discussion.write", "{consultation}/comment?paragraph={key}&quote=at+least+six+months", "expert.kg"),
    Visit("discussion.write", "{consultation}/comment?paragraph={key}", "expert.kg", act=send_nothing, name="refused"),
    Visit("discussion.show_act", "{consultation}/comments/1/reply", "expert.kz", name="reply"),
    Visit("discussion.show_act", "{consultation}/comments/3/edit", "expert.kg", name="edit"),
    Visit("discussion.show_act", "{consultation}/comments/3/withdraw", "expert.kg", name="withdraw"),
    Visit("discussion.show_act", "{consultation}/comments/2/reopen", "expert.kz", name="reopen"),
    Visit("discussion.show_act", "{consultation}/comments/2/satisfied?answer=no", "expert.kg", name="satisfied"),
    Visit("discussion.show_disposition", "{consultation}/comments/1/dispose", "expert.kz"),
    Visit(
        "discussion.show_disposition", "{consultation}/comments/1/dispose", "expert.kz", send_nothing, name="refused"
    ),
    Visit("holding.index", "{consultation}/comments/held", "expert.kg"),
    Visit("holding.show", "{consultation}/comments/held/{held}", "expert.kg"),
    Visit("suggesting.write", "{consultation}/suggest?paragraph={key}", "expert.kg"),
    Visit("suggesting.write", "{consultation}/suggest?paragraph={key}", "expert.kg", act=send_nothing, name="refused"),
    Visit("suggesting.rewrite", "{consultation}/comments/6/suggest", "expert.kg", name="again"),
    Visit("suggesting.index", "{consultation}/suggestions", "expert.kz"),
    Visit("suggesting.index", "{consultation}/suggestions?paragraph={key}", "expert.kz", name="laid"),
    Visit(
        "suggesting.index", "{consultation}/suggestions?paragraph={key}", "expert.kz", decide_and_look, name="decided"
    ),
    Visit("matrix.index", "{consultation}/matrix", "chair"),
    Visit("matrix.as_pdf", "{consultation}/matrix.pdf", "chair"),
    Visit("sheet.show", "{consultation}/sheet", "expert.jo"),
    Visit("sheet.show", "{consultation}/sheet", "expert.jo", act=bring_a_sheet_back, name="previewed"),
    Visit("kept.show", "{consultation}/comment?paragraph={key}", "expert.kg", act=lose_the_session),
)
PROCEDURE = (
    Visit("consultation.show", "{consultation}/consultation", "focal.kg", act=unfold),
    Visit("consultation.show", "{review}/consultation?party=KG", "chair", name="closed"),
    Visit("consultation.show", "{draft}/consultation", "expert.kz", name="empty"),
    Visit("asking.reminder", "{consultation}/consultation/remind", "chair"),
    Visit("asking.invitation", "{consultation}/consultation/invite", "chair"),
    Visit("consultation.reopening", "{consultation}/consultation/reopen", "chair"),
    Visit("delegations.consolidating", "{consultation}/consultation/consolidate", "focal.kg"),
    Visit("consultation.recording", "{consultation}/consultation/record", "secretariat"),
    Visit("review.show", "{review}/review", "chair"),
    Visit("review.show", "{review}/review", "reviewer.uz", name="interest"),
    Visit("review.show", "{review}/review", "reviewer.tj", act=send_nothing, name="refused"),
    Visit("people.file_people", "{review}/people", "secretariat"),
    Visit("alignment.show", "{alignment}/alignment", "secretariat"),
    Visit("alignment.paragraph", "{alignment}/alignment/{open}", "secretariat", act=unfold),
    Visit("alignment.paragraph", "{alignment}/alignment/{found}", "chair", name="read"),
    Visit("alignment.paragraph", "{alignment}/alignment/{open}?provision=rome-aftercare", "secretariat", name="form"),
    Visit("adoption.show", "{adoption}/adoption", "focal.tj"),
    Visit("adoption.recording", "{adoption}/adoption/record", "secretariat"),
    Visit("adoption.stating", "{adoption}/adoption/statement", "focal.tj"),
    Visit("adoption.stating", "{adoption}/adoption/statement", "focal.tj", act=send_nothing, name="refused"),
    Visit("reports.as_pdf", "{adoption}/reports/protocol.pdf", "chair"),
    Visit("adoption.show", "{adoption}/adoption", "focal.tj", act=take_a_position, name="confirm"),
    Visit("adoption.show", "{broken}/adoption", "chair", name="broken"),
    Visit("adoption.show", "{draft}/adoption", "chair", name="empty"),
    Visit("audit.history", "{consultation}/history", "chair", act=unfold),
    Visit("audit.history", "{consultation}/history", "chair", act=verify, name="verified"),
    Visit("audit.entry", "{consultation}/history/{entry}", "secretariat"),
)
REFUSALS = (
    Visit("403", "/record", "expert.kz", status=403),
    Visit("404", "/register/2026/99", status=404),
    Visit("404", "/drafts/2026/L.99", "chair", status=404),
    Visit("409", "/invitation/{late}", status=409),
    Visit("409", "{consultation}/edit", "expert.kz", status=409),
    Visit("413", "/verify", act=upload_too_much),
    Visit("429", "/verify", act=ask_too_often),
    Visit("500", "/fault", "chair", status=500),
)
"""Pages that say why something is not shown or done; instead of an endpoint they have their status."""

HEADINGS = {
    "403": "Not part of your role",
    "404": "Nothing at this address",
    "409": "Not now",
    "413": "Too large",
    "429": "Too many attempts",
    "500": "A fault of ours",
}
"""What those pages say first, by their status."""

VISITS = OPEN_DOORS + COUNCIL + TEXTS + TALK + PROCEDURE
