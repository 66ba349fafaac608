"""The works that are measured in the browser's place: pages, a comment posted, a move made."""

from __future__ import annotations

import re
from secrets import token_urlsafe

from benchmarks.council import CHAIR, COMMENTING, DRAFTER, Council
from benchmarks.measuring import Answer, Ask, Browser, Figure, measure
from council_flow.database import db

COMMENT = {"text": "We ask to say who does this where no service is near, and by when.", "type": "substantive"}
RETURN = {"transition": "return_to_draft", "reason": "The remarks of the round ask for a new reading."}
OPEN = {"transition": "open_consultation"}
TIMES = 200
"""How often each work is asked; a page with 400 comments a fourth of that."""


def listing(council: Council, floor: Ask, path: str = "/drafts") -> Figure:
    """Measure one page of the list."""
    return _page(council, floor, CHAIR, path)


def figures(council: Council, floor: Ask) -> dict[str, Figure]:
    """Measure every work."""
    found = {"list": listing(council, floor), "search": listing(council, floor, "/drafts?q=schooling")}
    shown = council.open[0]
    found["open 20"] = _page(council, floor, DRAFTER, shown)
    found["open 400"] = _page(council, floor, DRAFTER, council.busy, TIMES // 4)
    found["compare"] = _page(council, floor, DRAFTER, f"{shown}/compare?a=v1&b=v2")
    half = len(council.open) // 2
    found["comment"] = _posts(council, floor, COMMENTING[1], council.open[1:half], "comment", COMMENT)
    found["move"] = _posts(council, floor, CHAIR, council.open[half:], "move", RETURN)
    found["opening"] = _posts(council, floor, CHAIR, council.drafts, "move", OPEN)
    return found


def _page(council: Council, floor: Ask, who: str, path: str, times: int = TIMES) -> Figure:
    browser = council.browser(who)
    return _measured(council, lambda: browser.get(path), floor, "200", times)


def _measured(council: Council, ask: Ask, floor: Ask, expect: str, times: int) -> Figure:
    with council.app.app_context():
        engine = db.engine
    return measure(ask, floor, engine, expect=expect, times=times)


def _posts(council: Council, floor: Ask, who: str, paths: list[str], door: str, words: dict[str, str]) -> Figure:
    """Measure posts, each to a file of its own, all alike."""
    browser, files = council.browser(who), iter(paths)
    form = {**words, **_drawn(browser, paths[0], door, words)}

    def ask() -> Answer:
        return browser.post(f"{next(files)}/{door}", {**form, "token": token_urlsafe(16)})

    return _measured(council, ask, floor, "303", TIMES)


def _drawn(browser: Browser, path: str, door: str, words: dict[str, str]) -> dict[str, str]:
    """Return what a form carries: the token of the session, what it was drawn from, the paragraph concerned."""
    key = re.findall(r'id="b-([a-z0-9]+)"', browser.get(path).body.decode())[-1]
    address = f"{path}/move/{words['transition']}" if "transition" in words else f"{path}/{door}?paragraph={key}"
    page = browser.get(address).body.decode()
    found = dict(re.findall(r'name="(csrf_token|version|visit)" (?:type="hidden" )?value="([^"]+)"', page))
    return {"paragraph": key, **{name: found[name] for name in ("csrf_token", "version", "visit")}}
