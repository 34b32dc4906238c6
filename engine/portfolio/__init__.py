"""A portfolio comes in: rows are read, checked one by one, and become cases and debtors."""
