"""``make run``: migrate, fill an empty database with the demo council, serve the product with its worker."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from council_flow.app import create_app
from council_flow.database import db
from council_flow.demo import people as demo
from council_flow.demo import run as load_demo
from council_flow.people.queries import nobody
from council_flow.settings import SettingsError, from_environment
from council_flow.upgrading import upgrade
from council_flow.workflow import WorkflowProblems


def main() -> int:
    """Run everything until Ctrl-C. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="make run")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    address = os.environ.setdefault("PUBLIC_URL", f"http://127.0.0.1:{asked.port}")
    os.environ.setdefault("ILLUSTRATIVE", "yes")
    if _taken(asked.port):
        print(f"Port {asked.port} is in use. Stop what runs there, or choose another: make run PORT=8001")
        return 1
    try:
        fresh = _prepare()
    except (SettingsError, WorkflowProblems) as error:
        print(error, file=sys.stderr)
        return 1
    processes = [_server(asked.port, asked.workers), _worker()]
    try:
        return _watch(processes, address, fresh)
    finally:
        _stop(processes)


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _prepare() -> bool:
    """Bring the database up to date; load the demo council if it is empty. True if that was done."""
    app = create_app(from_environment())
    with app.app_context():
        upgrade(db.engine)
        if not nobody():
            return False
        print("The database is empty: loading the demo council …", flush=True)
        load_demo()
        return True


def _server(port: int, workers: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
        [
            sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(workers),
            "--threads", "4", "--worker-class", "gthread", "--preload", "--log-level", "warning",
            "council_flow.wsgi:app",
        ],
        start_new_session=True,
    )  # fmt: skip


def _worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "council_flow.cli", "worker"],
        start_new_session=True,
    )


def _watch(processes: list[subprocess.Popen[bytes]], address: str, fresh: bool) -> int:
    signal.signal(signal.SIGTERM, _interrupt)
    for _ in range(200):
        try:
            urlopen(f"{address}/health", timeout=1).close()  # noqa: S310 - our own address
            break
        except (URLError, OSError):
            time.sleep(0.1)
    _greet(address)
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
    except KeyboardInterrupt:
        print("\nStopping.")
        return 0
    print("A process has ended by itself; see the lines above.", file=sys.stderr)
    return 1


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _greet(address: str) -> None:
    settings = from_environment()
    print(f"\ncouncil_flow is ready: {address}\n")
    if demo.loaded_here(settings.instance):
        print("Demo accounts (password of all: " + demo.PASSWORD + "):")
        for email, label in demo.listed():
            print(f"  {email:34} {label}")
    if not settings.mail_url:
        print(f"\nNo mail server is set (MAIL_URL): mails lie in {settings.instance / 'mail'} as .eml files.")
    print("Ctrl-C stops.\n", flush=True)


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    sys.exit(main())
