"""Consultation of the States: numbered rounds, invitations, one standing answer per State."""
