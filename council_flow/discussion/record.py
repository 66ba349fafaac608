"""How acts of the discussion read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "discussion.comment.act": mark("An act on a comment that is not for everybody."),
    "discussion.comment.posted": mark("%(actor)s commented on %(place)s: comment %(number)s."),
    "discussion.comment.suggested": mark("%(actor)s suggested a change on %(place)s: comment %(number)s."),
    "discussion.comment.edited": mark("%(actor)s changed the words of comment %(number)s."),
    "discussion.comment.replied": mark("%(actor)s replied to comment %(number)s."),
    "discussion.comment.disposed": mark("%(actor)s gave comment %(number)s a disposition: %(disposition)s."),
    "discussion.comment.satisfied": mark("%(actor)s said that the disposition answers comment %(number)s."),
    "discussion.comment.not_satisfied": mark("%(actor)s said that the disposition does not answer comment %(number)s."),
    "discussion.comment.consolidated": mark(
        "%(actor)s took comment %(number)s into comment %(into)s, said for the State."
    ),
    "discussion.comment.withdrawn": mark("%(actor)s withdrew comment %(number)s."),
    "discussion.comment.reopen_asked": mark("%(actor)s asked to reopen comment %(number)s."),
    "discussion.comment.reopened": mark("%(actor)s reopened comment %(number)s."),
}
