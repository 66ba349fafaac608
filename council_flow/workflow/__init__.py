"""The engine: procedures written as files, checked, explained, drawn and run.

A small library on its own: it knows neither Flask nor the database nor any room. Rooms register what they know in a
:class:`Vocabulary`; a file uses these words; :func:`check` makes a :class:`Workflow` of it or lists all that is wrong.
:func:`explain` tells what can be done from a stage and why not, :func:`decide` answers the same for one move,
:func:`guard` makes a move obey the answer, and :func:`fire` changes the stage.
"""

from council_flow.workflow.checking import check
from council_flow.workflow.council import PERMISSIONS, Council, State, check_council
from council_flow.workflow.definition import ALLOWANCES, Edge, Promise, Role, Stage, Transition, Use, Workflow
from council_flow.workflow.drawing import draw_dot, draw_mermaid, draw_svg
from council_flow.workflow.durations import Calendar, Duration, closes
from council_flow.workflow.explaining import Choice, Evaluate, Given, Met, Speak, actions, decide, explain, guard
from council_flow.workflow.folder import check_files, load_all, load_council, read, shared_roles
from council_flow.workflow.forecast import Forecast, Step, endings, forecast
from council_flow.workflow.keeping import endangered, unkept
from council_flow.workflow.loading import fetch
from council_flow.workflow.machine import HasStage, fire, machine
from council_flow.workflow.played import Cast, Played, Stay
from council_flow.workflow.problems import Findings, Problem, WorkflowProblems
from council_flow.workflow.promises import spoken
from council_flow.workflow.rehearsal import play
from council_flow.workflow.rehearsal_report import Report, rehearse
from council_flow.workflow.vocabulary import Activity, RoleName, RoleNames, Verdict, Vocabulary

__all__ = [
    "ALLOWANCES",
    "PERMISSIONS",
    "Activity",
    "Calendar",
    "Cast",
    "Choice",
    "Council",
    "Duration",
    "Edge",
    "Evaluate",
    "Findings",
    "Forecast",
    "Given",
    "HasStage",
    "Met",
    "Played",
    "Problem",
    "Promise",
    "Report",
    "Role",
    "RoleName",
    "RoleNames",
    "Speak",
    "Stage",
    "State",
    "Stay",
    "Step",
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
    "decide",
    "draw_dot",
    "draw_mermaid",
    "draw_svg",
    "endangered",
    "endings",
    "explain",
    "fetch",
    "fire",
    "forecast",
    "guard",
    "load_all",
    "load_council",
    "machine",
    "play",
    "read",
    "rehearse",
    "shared_roles",
    "spoken",
    "unkept",
]
