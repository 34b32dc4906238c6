"""The tables: what is remembered, one module a subject."""
