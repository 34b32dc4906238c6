"""Tables of scenarios: what the rules answer, beside what a compliance team expects."""
