"""Rules that hold for debtors in the Netherlands."""
