"""How acts of the discussion read in the history. Pure."""

from council_flow.language import mark

RECORDS = {
    "discussion.comment.posted": mark("%(actor)s commented on %(place)s: comment %(number)s."),
    "discussion.comment.edited": mark("%(actor)s changed the words of comment %(number)s."),
    "discussion.comment.replied": mark("%(actor)s replied to comment %(number)s."),
    "discussion.comment.disposed": mark("%(actor)s gave comment %(number)s a disposition: %(disposition)s."),
    "discussion.comment.withdrawn": mark("%(actor)s withdrew comment %(number)s."),
    "discussion.comment.reopen_asked": mark("%(actor)s asked to reopen comment %(number)s."),
    "discussion.comment.reopened": mark("%(actor)s reopened comment %(number)s."),
}
