"""The demo: a fresh database, a portfolio, and ninety days in seconds."""
