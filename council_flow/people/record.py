"""How acts about people read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "people.account.created": mark("An account was created for %(name)s."),
    "people.account.renamed": mark("%(actor)s is shown as %(name)s from now on, before as %(before)s."),
    "people.password.changed": mark("%(actor)s changed the password."),
    "people.term.begun": mark("%(name)s holds a role from now on: %(role)s %(state)s"),
    "people.term.ended": mark("%(name)s holds a role no longer: %(role)s %(state)s"),
    "people.acting.named": mark("%(name)s was named to act as %(role)s from %(from_at)s until %(until_at)s."),
    "people.acting.ended": mark("%(name)s acts no longer."),
    "people.invitation.sent": mark("%(actor)s sent an invitation: %(role)s %(state)s"),
    "people.invitation.withdrawn": mark("%(actor)s withdrew an invitation."),
    "people.assignment.made": mark("%(actor)s assigned %(person)s to this file: %(role)s"),
    "people.assignment.ended": mark("%(actor)s ended an assignment of %(person)s: %(role)s"),
}
