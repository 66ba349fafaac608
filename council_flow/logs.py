"""Logs: readable lines while developing, JSON in production."""

from __future__ import annotations

import logging
import sys

import structlog

from council_flow.settings import Settings


def init(settings: Settings) -> None:
    """Set logging up for this process. Logs go to standard error; answers of commands have standard output alone."""
    # Plain tracebacks: a log holds no local variables, which may be texts and sessions of people.
    readable = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    renderer = structlog.processors.JSONRenderer() if settings.log_json else readable
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info if settings.log_json else structlog.dev.set_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
