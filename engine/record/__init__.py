"""What makes the record prove itself; pure, no database."""
