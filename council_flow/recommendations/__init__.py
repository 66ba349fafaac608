"""The case: its working symbol, its stage, the one way to move it, and approvals."""
