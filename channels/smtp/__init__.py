"""E-mail over plain SMTP, for a house with a mail server of its own."""
