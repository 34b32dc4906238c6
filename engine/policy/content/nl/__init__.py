"""The content that Dutch law asks for and forbids; one rule a file."""
