"""The command `minnelijk`: one module a subject."""
