"""Adoption: the silence procedure, positions of States, reservations, the outcome."""
