"""Permission, decided in one place: who acts, where, and may this person do it.

Pure. Roles are never named here: they come from the workflow files and ``workflows/council.yaml``.
"""

from council_flow.access.actor import CLOCK, CONSOLE, Actor
from council_flow.access.evaluate import concealed, may, require
from council_flow.access.place import Place
from council_flow.access.table import Permission

__all__ = ["CLOCK", "CONSOLE", "Actor", "Permission", "Place", "concealed", "may", "require"]
