"""Every page of the product, with who looks at it. Each address of the product stands here or says why it is no page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.serving import sign_in

NO_PAGES = {
    "static": "a file",
    "security.static": "a file of a library, used nowhere",
    "assets.font": "a font",
    "assets.fonts_stylesheet": "a stylesheet",
    "assets.health": "a word for machines",
    "publication.pdf": "a PDF",
    "discussion.table": "a table to download",
    "consultation.as_table": "a table to download",
    "procedures.source": "a file to download",
    "recommendations_api.moves": "for programs",
    "audit.table": "a table to download",
    "audit.council_table": "a table to download",
    "recommendations.home": "leads on to another page",
    "people.welcome": "leads on to another page",
}

LARGEST = 1024 * 1024
"""Bytes that the council of these pages accepts."""

LESSER = frozenset({"refused", "empty", "unknown", "closed", "read", "verified", "differs"})
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


def send_nothing(page: Page) -> None:
    """Send the page's form as it is: the page comes back with its refusals."""
    page.locator("main form[method=post] .button:is(.primary, .grave)").last.click()


def send_words(page: Page) -> None:
    """Paste a text with doubtful places, and look at what was understood."""
    page.locator("#markdown").fill("# A title\n\nWords before.\n\n1. One;\n\n- a bullet\n")
    page.locator("button[value=preview]").last.click()


def open_menus(page: Page) -> None:
    """Open the menu of languages."""
    page.locator("[popovertarget=lang-menu]").click()


def unfold(page: Page) -> None:
    """Open the first parts that are folded; the others look the same."""
    page.evaluate("[...document.querySelectorAll('main details')].slice(0, 6).forEach(part => { part.open = true; })")


def write_a_wrong_file(page: Page) -> None:
    """Have a file checked that is none."""
    page.locator("#source").fill("workflow: notice\nrevision: 1\ntitle: {en: Notice}\n")
    page.locator("button[value=check]").click()


def take_a_position(page: Page) -> None:
    """Choose a position and go to the page that shows what will be recorded."""
    page.locator("input[value=breaks_silence]").check()
    page.locator("#text").fill("Paragraph 2 binds more than States agreed to.")
    page.locator("button[value=review]").click()


def upload_words(page: Page) -> None:
    """Have a file compared that was never issued."""
    page.locator("#file").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 other"})
    page.locator("form[enctype] button").click()


def lose_the_session(page: Page) -> None:
    """Send a comment after the session has ended, and sign in again."""
    page.locator("#text").fill("The six months should begin on the day of return.")
    page.context.clear_cookies()
    page.locator("main form button.primary").click()
    page.wait_for_url(re.compile("/account/login"))
    sign_in(page, "expert.kg")
    page.wait_for_url("**/kept")


def meet_another_version(page: Page) -> None:
    """Save a text that was drawn from an earlier version."""
    page.locator("[data-editor] input[name=version]").evaluate("field => { field.value = '1'; }")
    page.locator(".block[data-kind=operative] textarea[name=text]").first.fill("*Recommends* something else;")
    page.locator("#reason").fill("Other words")
    page.locator(".savebar button.primary").click()
    page.locator(".versus").wait_for()


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
    Visit("procedures.show", "/workflows/recommendation?file=2026/L.1", "chair"),
    Visit("procedures.new", "/procedures/new", "secretariat", act=write_a_wrong_file, name="wrong"),
    Visit("procedures.migrating", "/workflows/recommendation/migrate", "secretariat"),
    Visit("people.index", "/people", "secretariat", act=unfold),
    Visit("people.index", "/people", "chair"),
    Visit("people.profile", "/profile", "expert.kz"),
    Visit("security.change_password", "/account/change", "expert.kz"),
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
    Visit("text.versions", "{review}/versions", "chair"),
    Visit("text.compare", "{review}/compare?a=v1&b=v2", "chair", act=unfold),
    Visit("text.edit", "{draft}/edit", "expert.kz"),
    Visit("text.edit", "{draft}/edit?beside=ar", "expert.kz", name="beside"),
    Visit("text.edit", "{draft}/edit", "expert.kz", act=meet_another_version, name="conflict"),
    Visit("publication.draft", "{draft}/draft.pdf", "expert.kz"),
    Visit("recommendations.moving", "{review}/move/return_to_draft", "chair"),
    Visit("recommendations.moving", "{review}/move/return_to_draft", "chair", act=send_nothing, name="refused"),
    Visit("recommendations.moving", "{draft}/move/publish", "chair", name="closed"),
    Visit("recommendations.extending", "{consultation}/extend", "chair", act=send_nothing),
    Visit("forecast.show", "{consultation}/forecast", "chair"),
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
    Visit("discussion.show_disposition", "{consultation}/comments/1/dispose", "expert.kz"),
    Visit(
        "discussion.show_disposition", "{consultation}/comments/1/dispose", "expert.kz", send_nothing, name="refused"
    ),
    Visit("kept.show", "{consultation}/comment?paragraph={key}", "expert.kg", act=lose_the_session),
)
PROCEDURE = (
    Visit("consultation.show", "{consultation}/consultation", "focal.kg", act=unfold),
    Visit("consultation.show", "{review}/consultation?state=kg", "chair", name="closed"),
    Visit("consultation.show", "{draft}/consultation", "expert.kz", name="empty"),
    Visit("consultation.reminder", "{consultation}/consultation/remind", "chair"),
    Visit("consultation.invitation", "{consultation}/consultation/invite", "chair"),
    Visit("review.show", "{review}/review", "chair"),
    Visit("review.show", "{review}/review", "reviewer.uz", name="interest"),
    Visit("review.show", "{review}/review", "reviewer.tj", act=send_nothing, name="refused"),
    Visit("people.file_people", "{review}/people", "secretariat"),
    Visit("alignment.show", "{alignment}/alignment", "secretariat"),
    Visit("alignment.paragraph", "{alignment}/alignment/{open}", "secretariat", act=unfold),
    Visit("alignment.paragraph", "{alignment}/alignment/{found}", "chair", name="read"),
    Visit("adoption.show", "{adoption}/adoption", "focal.tj"),
    Visit("adoption.show", "{adoption}/adoption", "focal.tj", act=take_a_position, name="confirm"),
    Visit("adoption.show", "{broken}/adoption", "chair", name="broken"),
    Visit("adoption.show", "{draft}/adoption", "chair", name="empty"),
    Visit("audit.history", "{consultation}/history", "chair", act=unfold),
    Visit("audit.history", "{consultation}/history", "chair", act=lambda page: verify(page), name="verified"),
    Visit("audit.entry", "{consultation}/history/{entry}", "secretariat"),
)
REFUSALS = (
    Visit("403", "/record", "expert.kz", status=403),
    Visit("404", "/register/2026/99", status=404),
    Visit("404", "/drafts/2026/L.99", "chair", status=404),
    Visit("409", "/invitation/{late}", status=409),
    Visit("409", "{consultation}/edit", "expert.kz", status=409),
    Visit("413", "/verify", act=lambda page: upload_too_much(page)),
    Visit("429", "/verify", act=lambda page: ask_too_often(page)),
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


def verify(page: Page) -> None:
    """Have the whole record read again."""
    page.locator("form[action$=verify] button").first.click()
    page.locator(".verified").wait_for()


def upload_too_much(page: Page) -> None:
    """Send more than this council accepts."""
    data = b"%PDF-1.7 " + bytes(LARGEST)
    page.locator("#file").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": data})
    page.locator("form[enctype] button").click()


def ask_too_often(page: Page) -> None:
    """Send the same form until it is refused for being sent too often, and once more."""
    sent = page.evaluate(
        """async () => {
            const form = document.querySelector("form[enctype]");
            for (let n = 1; n <= 70; n += 1) {
                const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
                if (answer.status === 429) return n;
            }
        }"""
    )
    assert sent is not None, "nothing was refused"
    page.locator("form[enctype] button").click()
