"""The doors: where providers, debtors and teams come in."""
