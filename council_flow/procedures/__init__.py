"""Procedures in force: definitions stored whole, brought in and activated by the council, run by its files."""
