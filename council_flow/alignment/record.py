"""How acts of the alignment check read in the history. Pure."""

from council_flow.language import mark

RECORDS = {"alignment.finding.made": mark("%(actor)s made a finding on paragraph %(paragraph)s.")}
