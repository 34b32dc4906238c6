"""Rows as records, field for field; written out by hand, because an ORM object costs five times more."""
