"""What asks for a report."""

from __future__ import annotations

from council_flow.web.forms import Form


class ReportForm(Form):
    """Asking for a report as PDF."""
