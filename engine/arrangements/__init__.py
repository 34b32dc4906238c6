"""Paying in parts: planning it, judging it, agreeing on it, and keeping an eye on it."""
