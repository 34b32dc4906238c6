"""What of us travels with a mail through SendGrid."""

#: our reference comes back under this name in every event; custom arguments are kept for good at SendGrid,
#: so nothing personal may ever stand in one
REFERENCE = "minnelijk_reference"
