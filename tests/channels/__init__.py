"""Every way out: one contract for all adapters, and what each has of its own."""
