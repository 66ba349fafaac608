"""Two servers on one database press the same move at the same moment: it is made once, recorded once, told once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from flask import Flask

from council_flow.audit.models import Entry
from council_flow.database import db
from council_flow.notifications.models import Notice
from council_flow.procedures import operations as procedures
from council_flow.recommendations import operations as cases
from council_flow.recommendations.models import Case, Visit
from tests.factories.acting import Acting
from tests.procedures.conftest import NOTICE

ROUNDS = 200
FILE = "/drafts/2026/L.1"
SERVER = """
import sys
from tests.recommendations.process import application
from tests.factories.acting import Acting
app = application()
with app.app_context():
    client = Acting(app).browser(sys.argv[1])
print("ready", flush=True)
for line in sys.stdin:
    move, visit = line.split()
    sent = {"transition": move, "visit": visit, "reason": "Pressed at the same moment."}
    print(client.post("/drafts/2026/L.1/move", data=sent).status_code, flush=True)
"""


class Server:
    """Another process on the same database, in which one person presses what it is told."""

    def __init__(self, app: Flask, who: str) -> None:
        settings = app.extensions["settings"]
        environment = {"TEST_INSTANCE": str(settings.instance), "TEST_DATABASE": settings.database_url or ""}
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVER, who], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **environment}, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        assert self.said() == "ready"

    def told(self, move: str, visit: int) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{move} {visit}\n")
        self.process.stdin.flush()

    def said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self) -> None:
        self.process.communicate(timeout=60)


def test_200_moves_pressed_in_two_processes_are_each_made_once(each_app: Flask) -> None:
    acting = Acting(each_app)
    acting.do(procedures.activate, NOTICE, by="secretariat")
    number = acting.do(cases.open_case, "notice", acting.body(), by="expert.kz", reason="Zero draft").id
    db.session.remove()
    servers = [Server(each_app, who) for who in ("chair", "vice-chair")]
    answers: Counter[tuple[str, ...]] = Counter()
    for visit in range(1, ROUNDS + 1):
        for server in servers:
            server.told("check" if visit % 2 else "send_back", visit)
        answers[tuple(sorted(server.said() for server in servers))] += 1
    for server in servers:
        server.end()
    assert answers == {("303", "409"): ROUNDS}
    case = db.session.get_one(Case, number)
    assert (case.visit, case.stage) == (ROUNDS + 1, "draft")
    assert db.session.query(Visit).filter_by(case_id=number).count() == ROUNDS + 1
    assert db.session.query(Entry).filter_by(case_id=number, tag="recommendations.case.moved").count() == ROUNDS
    told = Counter(
        account for (account,) in db.session.query(Notice.account_id).filter(Notice.key.like(f"moved:{number}:%"))
    )
    author = case.opened_by
    assert told[author] == ROUNDS
