"""Takes every page and every kind of PDF of the demo as pictures, into ``instance/screens/``: ``make screens``."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from benchmarks.screens_camera import SETTINGS, Camera, Setting, camera
from benchmarks.screens_facts import facts
from benchmarks.screens_pages import LOOKS, Look
from benchmarks.screens_papers import papers
from benchmarks.screens_sheets import sheet
from council_flow.app import create_app
from council_flow.database import db
from council_flow.demo import run as load_demo
from council_flow.settings import from_environment
from council_flow.upgrading import upgrade
from council_flow.web import fonts


class Quiet(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""


def main(names: Sequence[str]) -> int:
    """Take all pages, or those that are named. Returns 1 where one is not as it should be."""
    result = from_environment().instance / "screens"
    if not names:
        shutil.rmtree(result, ignore_errors=True)
    looks = [look for look in LOOKS if not names or look.name in names]
    with tempfile.TemporaryDirectory() as folder, _demo(Path(folder)) as app, _served(app) as url, app.app_context():
        with camera(url, facts()) as taking:
            for setting in SETTINGS:
                _take(taking, looks, setting, _folder(result / setting.name))
        if not names:
            sheet(papers(_folder(result / "pdf")), result / "pdf.png")
    for trouble in taking.troubles:
        print(trouble, file=sys.stderr)
    print(f"{len(looks) * len(SETTINGS)} pages: {result}")
    return 1 if taking.troubles else 0


def _take(taking: Camera, looks: list[Look], setting: Setting, folder: Path) -> None:
    taken = [taking.take(look, setting, folder) for look in looks]
    print(f"{setting.name}: {sum(path is not None for path in taken)} of {len(looks)}", flush=True)
    sheet([path for path in taken if path], folder.with_suffix(".png"))


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def _demo(folder: Path) -> Iterator[Flask]:
    """Load the demo council into an empty folder."""
    built = from_environment().instance / "fonts"
    if not (built / fonts.INDEX).exists():
        fonts.build(built)
    (folder / "fonts").symlink_to(built.resolve())
    app = create_app(from_environment({}, instance=folder, rate_limits=False, illustrative=True))
    with app.app_context():
        upgrade(db.engine)
        print("Loading the demo council …", flush=True)
        load_demo()
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@contextmanager
def _served(app: Flask) -> Iterator[str]:
    """Serve the application on a free port. Returns its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = True  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
