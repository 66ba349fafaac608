"""Names of the catalogue's themes, as screens show them. Pure."""

from __future__ import annotations

from council_flow.language import Sentence, say

THEMES: dict[str, Sentence] = {
    "prosecution": say("Prosecution"),
    "rehabilitation": say("Rehabilitation"),
    "reintegration": say("Reintegration"),
    "repatriation": say("Repatriation"),
    "children": say("Children"),
    "gender": say("Gender"),
    "human-rights": say("Human rights"),
    "due-process": say("Due process"),
    "risk-assessment": say("Risk assessment"),
    "border-security": say("Border security"),
    "information-sharing": say("Information sharing"),
    "evidence": say("Evidence"),
    "international-cooperation": say("International cooperation"),
    "civil-society": say("Civil society"),
    "community-engagement": say("Community engagement"),
    "prisons": say("Prisons"),
    "communications-ict": say("Communications technology"),
    "financing": say("Financing of terrorism"),
    "victims": say("Victims"),
    "monitoring-evaluation": say("Monitoring and evaluation"),
    "training-capacity": say("Training and capacity"),
    "data-protection": say("Data protection"),
    "prevention": say("Prevention"),
    "whole-of-government": say("Whole of government"),
    "legal-framework": say("Legal framework"),
    "mental-health-psychosocial": say("Mental health and psychosocial support"),
    "education-employment": say("Education and employment"),
    "small-arms": say("Small arms"),
    "soft-targets": say("Soft targets"),
}


def theme_name(theme: str) -> Sentence:
    """Return how a theme is called; one without a name by its identifier."""
    return THEMES.get(theme) or say("%(theme)s", theme=theme)
