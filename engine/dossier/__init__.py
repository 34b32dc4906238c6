"""The file of a case, of a debtor, and what a person may see of themselves: as JSON with a schema."""
