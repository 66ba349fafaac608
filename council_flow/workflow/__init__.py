"""The engine: procedures written as files, checked, explained, drawn and run.

A small library on its own: it knows neither Flask nor the database nor any room. Rooms register what they know in a
:class:`Vocabulary`; a file uses these words; :func:`check` makes a :class:`Workflow` of it or lists all that is wrong.
:func:`explain` tells what can be done from a stage and why not, :func:`guard` makes a move obey the same answer, and
:func:`fire` changes the stage.
"""

from council_flow.workflow.checking import check
from council_flow.workflow.council import PERMISSIONS, Council, State, check_council
from council_flow.workflow.definition import ALLOWANCES, Promise, Role, Stage, Transition, Use, Workflow
from council_flow.workflow.drawing import draw_dot, draw_mermaid, draw_svg
from council_flow.workflow.durations import Calendar, Duration, closes
from council_flow.workflow.explaining import Choice, Given, Met, actions, explain, guard
from council_flow.workflow.folder import check_files, load_all, load_council, read
from council_flow.workflow.machine import fire, machine
from council_flow.workflow.problems import Problem, WorkflowProblems
from council_flow.workflow.promises import spoken
from council_flow.workflow.vocabulary import Activity, RoleName, RoleNames, Verdict, Vocabulary

__all__ = [
    "ALLOWANCES",
    "PERMISSIONS",
    "Activity",
    "Calendar",
    "Choice",
    "Council",
    "Duration",
    "Given",
    "Met",
    "Problem",
    "Promise",
    "Role",
    "RoleName",
    "RoleNames",
    "Stage",
    "State",
    "Transition",
    "Use",
    "Verdict",
    "Vocabulary",
    "Workflow",
    "WorkflowProblems",
    "actions",
    "check",
    "check_council",
    "check_files",
    "closes",
    "draw_dot",
    "draw_mermaid",
    "draw_svg",
    "explain",
    "fire",
    "guard",
    "load_all",
    "load_council",
    "machine",
    "read",
    "spoken",
]
