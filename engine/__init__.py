"""The engine: from facts to one decision, and from a decision to lines in the ledger."""
