"""What we may and must: one pure rule a file."""
