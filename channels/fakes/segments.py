"""In how many parts a network sends a text: 160 or 153 GSM-7 characters, else 70 or 67 UTF-16 units."""

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: these take two places
EXTENDED = frozenset("€[]{}\\^~|\f")


def segments(text: str) -> int:
    """Count the parts of an SMS, roughly as Twilio does for num_segments."""
    if set(text) <= GSM | EXTENDED:
        units, single, joined = len(text) + sum(letter in EXTENDED for letter in text), 160, 153
    else:
        units, single, joined = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if units <= single else -(-units // joined)
