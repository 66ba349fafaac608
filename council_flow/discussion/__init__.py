"""Comments on the text: written at its words, answered, given a disposition."""
