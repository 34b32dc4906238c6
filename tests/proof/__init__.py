"""The crash proof: what the fake providers took is the only truth."""
