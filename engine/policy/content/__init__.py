"""What a message must say, may not say, and may not show on its outside: one rule a file, pure."""
