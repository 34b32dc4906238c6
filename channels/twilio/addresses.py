"""How Twilio writes an address on WhatsApp."""

PREFIX = "whatsapp:"


def address(value: str) -> str:
    """Write a number or a provider's own id as a WhatsApp address."""
    return value if value.startswith(PREFIX) else PREFIX + value
