"""Every page of the product with the role that uses it most, and its address in the demo council."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from council_flow.demo import people as cast
from council_flow.settings import shared_folder

TEXT = "# A title\n\n*Recalling* a resolution,\n\n1. *Recommends* a step:\n   (a) one;\n   (b) two;\n\n- a bullet\n"
"""What is pasted: its last line is a doubtful one."""


ADDED = (
    '<w:ins w:id="9001" w:author="A. Petrov" w:date="2026-03-05T10:00:00Z">'
    '<w:r><w:t xml:space="preserve"> without delay</w:t></w:r></w:ins>'
)
"""Words that a reader of a Word file added, as Word keeps them."""


@dataclass(frozen=True)
class Look:
    """One page as it is taken. ``path`` and ``who`` may name facts of the demo: ``{review}/versions``."""

    name: str
    path: str
    who: str | None = None
    """Key of the person; ``None`` where nobody is signed in."""
    status: int = 200
    act: Callable[[Page], None] | None = None
    """What is done on the page before it is taken."""


def paste_a_text(page: Page) -> None:
    """Paste a text and look at what was understood."""
    page.locator("#markdown").fill(TEXT)
    page.locator("button[value=preview]").last.click()


def bring_in(*changes: tuple[str, str]) -> Callable[[Page], None]:
    """Return what checks the shipped procedure with some words changed."""

    def act(page: Page) -> None:
        text = (shared_folder("workflows") / "recommendation.yaml").read_text(encoding="utf-8")
        for before, after in changes:
            text = text.replace(before, after)
        page.locator("#source").fill(text)
        page.locator("button[value=check]").click()

    return act


SOUND = (("revision: 4", "revision: 5"), ("lasts: 21 days", "lasts: 30 days"), ("approvals: 2", "approvals: 3"))
BROKEN = (
    *SOUND,
    ("by: [chair]", "by: [chiar]"),
    ("lasts: 14 days", "lasts: 2 months"),
    ("from: consultation", "from: draft"),
)


def take_a_position(page: Page) -> None:
    """Choose a position and go on to what will be recorded."""
    page.locator("input[value=joins_with_reservation]").check()
    page.locator("#text").fill("Paragraph 2 is read together with national legislation.")
    page.locator("button[value=review]").click()


def meet_another_version(page: Page) -> None:
    """Save a text that was drawn from an earlier version."""
    page.locator("[data-editor] input[name=version]").evaluate("field => { field.value = '1'; }")
    for words in page.locator("textarea[name=text]").all():
        words.fill(f"{words.input_value()} Other words.")
    page.locator("#reason").fill("Other words")
    page.locator(".savebar button.primary").click()
    page.locator(".versus").first.wait_for()


def keep_a_copy(page: Page) -> None:
    """Keep a private copy of a change, and open the editor again; go on where there is one already."""
    if page.locator("#copy-h").count():
        return
    words = page.locator("textarea[name=text]").nth(1)
    words.fill(f"{words.input_value()} Other words.")
    page.locator("button[value=keep]").click()
    page.wait_for_url("**copy=1*")
    page.goto(page.url.partition("?")[0])
    page.locator("#copy-h").wait_for()


def import_a_word_file(page: Page) -> None:
    """Have the text as a Word file read, after a reader has added words as a tracked change."""
    file = page.request.get(f"{page.url.removesuffix('/import')}/text.docx").body()
    page.locator("#file").set_input_files(
        {"name": "text.docx", "mimeType": "application/zip", "buffer": added_to(file)}
    )
    page.locator("button[value=preview]").last.click()
    page.locator("#would-h").wait_for()


def added_to(file: bytes) -> bytes:
    """Return a Word file in which somebody added words to the sixth paragraph and tracked that."""
    parts, out = zipfile.ZipFile(io.BytesIO(file)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            data = parts.read(name)
            if name == "word/document.xml":
                paragraphs = data.decode().split("</w:p>")
                data = "</w:p>".join([*paragraphs[:5], paragraphs[5] + ADDED, *paragraphs[6:]]).encode()
            archive.writestr(name, data)
    return out.getvalue()


def let_the_session_end(page: Page) -> None:
    """Send a comment after the session has ended, and sign in again."""
    page.locator("#text").fill("The period should begin on the day of return.")
    page.context.clear_cookies()
    page.locator("main form button.primary").click()
    page.wait_for_url(re.compile("/account/login"))
    sign_in(page, "expert.kg")
    page.wait_for_url("**/kept")


def sign_in(page: Page, key: str) -> None:
    """Fill in the form of signing in, in any language, and send it."""
    page.locator("input[type=email]").fill(f"{key}@{cast.DOMAIN}")
    page.locator("input[type=password]").fill(cast.PASSWORD)
    page.locator(".door-form button").click()


def verify_the_record(page: Page) -> None:
    """Have the whole record read again."""
    page.locator("form[action$=verify] button").first.click()
    page.locator(".verified").wait_for()


OPEN = (
    Look("sign-in", "/account/login"),
    Look("reset", "/account/reset"),
    Look("new-password", "/account/reset/{reset}"),
    Look("invitation", "/invitation/{link}"),
    Look("register", "/register"),
    Look("publication", "{register}"),
    Look("verify", "/verify"),
    Look("verify-code", "/verify/{code}"),
    Look("verify-unknown", "/verify/ABCD-EFGH-JKLM", status=404),
    Look("workflows", "/workflows"),
    Look("workflow", "/workflows/recommendation"),
    Look("workflow-expedited", "/workflows/expedited"),
    Look("workflow-corrigendum", "/workflows/corrigendum"),
    Look("workflow-good-practice", "/workflows/good-practice"),
    Look("guidance", "/guidance/cted"),
)
COUNCIL = (
    Look("desk", "/desk", "chair"),
    Look("desk-expert", "/desk", "{drafter}"),
    Look("desk-focal-point", "/desk", "focal.tj"),
    Look("drafts", "/drafts", "chair"),
    Look("new", "/drafts/new", "expert.kz"),
    Look("new-understood", "/drafts/new", "expert.kz", 200, paste_a_text),
    Look("people", "/people", "secretariat"),
    Look("procedure-new", "/procedures/new", "secretariat"),
    Look("procedure-sound", "/procedures/new", "secretariat", 200, bring_in(*SOUND)),
    Look("procedure-problems", "/procedures/new", "secretariat", 200, bring_in(*BROKEN)),
    Look("migrate", "/workflows/recommendation/migrate", "secretariat"),
    Look("profile", "/profile", "expert.kz"),
    Look("password", "/account/change", "expert.kz"),
    Look("record", "/record", "secretariat"),
    Look("record-entry", "/record/{council_entry}", "secretariat"),
)
TEXTS = (
    Look("text", "{consultation}", "{drafter}"),
    Look("text-draft", "{draft}", "{writer}"),
    Look("text-translated", "{adoption}", "focal.tj"),
    Look("text-published", "{published}", "secretariat"),
    Look("version", "{consultation}/v1", "chair"),
    Look("versions", "{adoption}/versions", "chair"),
    Look("version-name", "{review}/v2/name", "chair"),
    Look("version-restore", "{review}/v1/restore", "{review_writer}"),
    Look("origins", "{review}/blame", "chair"),
    Look("compare", "{adoption}/compare?a=v1&b=v3", "chair"),
    Look("compare-beside", "{adoption}/compare?a=v1&b=v3&view=beside", "chair"),
    Look("compare-changes", "{adoption}/compare?a=v1&b=v3&view=changes", "chair"),
    Look("translate", "{review}/translate?lang=ru", "{review_writer}"),
    Look("import", "{draft}/import", "{writer}"),
    Look("import-read", "{draft}/import", "{writer}", 200, import_a_word_file),
    Look("lock", "{draft}/lock", "chair"),
    Look("edit-locked", "{locked}/edit", "{locked_writer}"),
    Look("documents", "{documented}/documents", "{adder}"),
    Look("document-withdraw", "{documented}/documents/{document}/withdraw", "{adder}"),
    Look("edit", "{draft}/edit", "{writer}"),
    Look("edit-beside", "{draft}/edit?beside=ar", "{writer}"),
    Look("edit-conflict", "{draft}/edit", "{writer}", 409, meet_another_version),
    Look("edit-copy", "{review}/edit", "{review_writer}", 200, keep_a_copy),
    Look("draft-pdf", "{draft}/draft.pdf", "{writer}"),
    Look("move", "{consultation}/move/return_to_draft", "chair"),
    Look("where-it-stands", "/workflows/recommendation?file={consultation_symbol}", "chair"),
    Look("extend", "{consultation}/extend", "chair"),
    Look("approvals", "{tacit_approval}", "chair"),
    Look("forecast", "{consultation}/forecast", "chair"),
    Look("forecast-ended", "{published}/forecast", "secretariat"),
)
TALK = (
    Look("comments", "{consultation}/comments", "{drafter}"),
    Look("comment", "{consultation}/comment?paragraph={key}", "expert.kg"),
    Look("comment-reply", "{consultation}/comments/{comment}/reply", "{drafter}"),
    Look("comment-edit", "{consultation}/comments/{comment}/edit", "{commenter}"),
    Look("comment-withdraw", "{consultation}/comments/{comment}/withdraw", "{commenter}"),
    Look("comment-reopen", "{consultation}/comments/{settled}/reopen", "{answered}"),
    Look("disposition", "{consultation}/comments/{comment}/dispose", "{drafter}"),
    Look("comment-satisfied", "{consultation}/comments/{settled}/satisfied", "{answered}"),
    Look("held", "{holding}/comments/held", "{keeper}"),
    Look("held-comment", "{holding}/comments/held/{held}", "{keeper}"),
    Look("suggest", "{consultation}/suggest?paragraph={crowded}", "expert.kg"),
    Look("suggest-again", "{consultation}/comments/{suggestion}/suggest", "{suggester}"),
    Look("suggestions", "{consultation}/suggestions", "{drafter}"),
    Look("suggestions-laid", "{consultation}/suggestions?paragraph={crowded}", "{drafter}"),
    Look("matrix", "{consultation}/matrix", "chair"),
    Look("matrix-pdf", "{consultation}/matrix.pdf", "chair"),
    Look("sheet", "{consultation}/sheet", "focal.jo"),
    Look("kept", "{consultation}/comment?paragraph={key}", "expert.kg", 200, let_the_session_end),
)
PROCEDURE = (
    Look("consultation", "{consultation}/consultation", "chair"),
    Look("consultation-answer", "{consultation}/consultation", "{answering}"),
    Look("consultation-remind", "{consultation}/consultation/remind", "chair"),
    Look("consultation-invite", "{consultation}/consultation/invite", "chair"),
    Look("review", "{review}/review", "chair"),
    Look("review-opinion", "{review}/review", "{reviewer}"),
    Look("file-people", "{review}/people", "secretariat"),
    Look("alignment", "{alignment}/alignment", "secretariat"),
    Look("alignment-paragraph", "{alignment}/alignment/{unchecked}", "secretariat"),
    Look("adoption", "{adoption}/adoption", "focal.tj"),
    Look("adoption-confirm", "{adoption}/adoption", "focal.tj", 200, take_a_position),
    Look("alignment-form", "{alignment}/alignment/{unchecked}?provision=rome-aftercare", "secretariat"),
    Look("alignment-second", "{session}/alignment", "reviewer.kg"),
    Look("alignment-findings", "{session}/alignment/{found}", "secretariat"),
    Look("review-criteria", "{session}/review", "chair"),
    Look("consultation-released", "{session}/consultation", "focal.kz"),
    Look("round", "{round}/consultation", "chair"),
    Look("round-delegation", "{round}/consultation", "focal.kz"),
    Look("round-guest", "{round}/consultation", "partner"),
    Look("round-invite", "{round}/consultation/invite", "chair"),
    Look("round-consolidate", "{round}/consultation/consolidate?comments=2&comments=1", "focal.kz"),
    Look("consultation-record", "{consultation}/consultation/record", "secretariat"),
    Look("adoption-consensus", "{session}/adoption", "chair"),
    Look("adoption-written", "{written}/adoption", "focal.kg"),
    Look("adoption-record", "{written}/adoption/record", "secretariat"),
    Look("adoption-statement", "{written}/adoption/statement", "focal.kz"),
    Look("adoption-roll-call", "{decision}/adoption", "chair"),
    Look("protocol", "{decision}/reports/protocol.pdf", "chair"),
    Look("guidance-catalogues", "/guidance", "secretariat"),
    Look("guidance-editions", "/guidance/cted/editions", "secretariat"),
    Look("guidance-draft", "/guidance/cted/draft", "secretariat2"),
    Look("guidance-provision", "/guidance/cted/draft/mgp-sec-2", "secretariat2"),
    Look("workflow-session", "/workflows/session"),
    Look("history", "{adoption}/history", "chair"),
    Look("history-verified", "{adoption}/history", "chair", 200, verify_the_record),
    Look("history-entry", "{adoption}/history/{entry}", "chair"),
)
REFUSALS = (
    Look("error-403", "/record", "expert.kz", 403),
    Look("error-404", "/register/2026/99", status=404),
    Look("error-409", "{adoption}/edit", "{answered}", 409),
)
LOOKS = OPEN + COUNCIL + TEXTS + TALK + PROCEDURE + REFUSALS
