"""A text and its facts as a tree that the printed page is made from. Pure.

Numbers come from ``text/numbering.py`` and are printed as they are: no counter of the sheet can differ from the register.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from council_flow.language import NAMES, Titles, direction
from council_flow.publication.printed_words import TONGUES, word
from council_flow.text.blocks import Block, Body
from council_flow.text.inline import plain, runs
from council_flow.text.numbering import numbers
from council_flow.web.dates import city, clock_time, day

_SYMBOL = re.compile(r"[A-Z]{1,8}(?:/[A-Z0-9][A-Za-z0-9.()]*)+(?<![.(])")
_KEPT = re.compile(r"(?<=\d) (?=\(\d{4}\))|(?<=№) (?=\d)")
_LATIN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
