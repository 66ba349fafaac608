"""Lets several people press a button at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from council_flow.database import db


def together(acts: list[Callable[[], Any]]) -> list[Any]:
    """Do all of this at once, each in a thread of its own; return what each gave, in the same order."""
    db.session.remove()
    barrier = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(index: int) -> None:
        barrier.wait()
        results[index] = acts[index]()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
