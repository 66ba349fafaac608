"""People: accounts, terms of membership, acting holders, assignments to files, invitations, signing in."""
