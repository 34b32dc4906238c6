"""From a template and a case to a text that a debtor can read."""
