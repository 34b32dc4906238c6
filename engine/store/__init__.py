"""Rows, ledger and due work: everything that remembers."""
