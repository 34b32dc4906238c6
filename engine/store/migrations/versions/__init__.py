"""The steps; each has one that it follows."""
