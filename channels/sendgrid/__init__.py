"""SendGrid: e-mail over its HTTP interface."""
