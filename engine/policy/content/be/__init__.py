"""The content that Belgian law asks for and forbids; one rule a file."""
