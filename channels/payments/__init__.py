"""Payments that a bank, a payment provider or a creditor's own system tells of, signed."""
