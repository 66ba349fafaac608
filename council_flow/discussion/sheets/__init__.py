"""The sheet that a State fills in without a connection, and its way back."""
