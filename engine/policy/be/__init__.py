"""Rules that hold for debtors in Belgium."""
