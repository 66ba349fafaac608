"""The rooms, each once: their pages, their commands, their models, what they ask of people."""

from __future__ import annotations

from flask import Flask

from council_flow.adoption import queries as adoption_queries
from council_flow.adoption import views as adoption
from council_flow.alignment import editions_views as alignment_editions
from council_flow.alignment import queries as alignment_queries
from council_flow.alignment import views as alignment
from council_flow.audit import commands as audit_commands
from council_flow.audit import views as audit
from council_flow.consultation import asking_views, delegations_views
from council_flow.consultation import queries as consultation_queries
from council_flow.consultation import views as consultation
from council_flow.demo import commands as demo_commands
from council_flow.discussion import holding_views
from council_flow.discussion import tasks_queries as discussion_queries
from council_flow.discussion import views as discussion
from council_flow.discussion.matrix import jobs as matrix_jobs
from council_flow.discussion.matrix import views as matrix_views
from council_flow.discussion.sheets import views as sheet_views
from council_flow.discussion.suggestions import views as suggesting_views
from council_flow.notifications import commands as notifications_commands
from council_flow.notifications import tasks
from council_flow.notifications import views as notifications
from council_flow.people import commands as people_commands
from council_flow.people import views as people
from council_flow.procedures import views as procedures
from council_flow.publication import jobs as publication_jobs
from council_flow.publication import queries as publication_queries
from council_flow.publication import views as publication
from council_flow.recommendations import api as recommendations_api
from council_flow.recommendations import documents_views, forecast_views
from council_flow.recommendations import lists_queries as recommendations_queries
from council_flow.recommendations import views as recommendations
from council_flow.reports import jobs as reports_jobs
from council_flow.reports import views as reports
from council_flow.review import queries as review_queries
from council_flow.review import views as review
from council_flow.text import editing_views, languages_views, locking_views, versions_views
from council_flow.text import views as text
from council_flow.text.comparing import views as comparison_views
from council_flow.text.exchange import views as exchange_views

VIEWS = (
    recommendations, recommendations_api, forecast_views, documents_views, text, comparison_views, versions_views,
    languages_views, editing_views, locking_views, exchange_views, discussion, holding_views, matrix_views, sheet_views,
    suggesting_views, consultation, asking_views, delegations_views, review, alignment, adoption, publication, people, audit, notifications, procedures,
    reports, alignment_editions,
)  # fmt: skip
AWAITING = (
    recommendations_queries, consultation_queries, review_queries, alignment_queries, adoption_queries,
    discussion_queries, publication_queries,
)  # fmt: skip
COMMANDS = (people_commands, audit_commands, notifications_commands, demo_commands)
JOBS = (publication_jobs, matrix_jobs, reports_jobs)
ALWAYS_PUBLIC = frozenset({"static", "assets.font", "assets.fonts_stylesheet", "assets.health"})


def init(app: Flask) -> frozenset[str]:
    """Register every room. Returns the endpoints that need no signing in."""
    public = ALWAYS_PUBLIC
    for room in VIEWS:
        app.register_blueprint(room.blueprint)
        public |= getattr(room, "PUBLIC", frozenset())
    for room in COMMANDS:
        for command in room.commands():
            app.cli.add_command(command)
    for room in AWAITING:
        tasks.awaiting(room.awaiting)
    return public
