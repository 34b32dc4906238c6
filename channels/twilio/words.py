"""Whether two texts are the same message, although Twilio may have replaced look-alike characters."""

import unicodedata

#: what Smart Encoding makes plain; anything else that is not ASCII is compared without its accents
LOOK_ALIKES = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{HORIZONTAL ELLIPSIS}": "...",
    }
)


def same_words(one: str, other: str) -> bool:
    """Compare two texts; an empty one is the same as nothing."""
    return bool(one) and _plain(one) == _plain(other)


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.translate(LOOK_ALIKES))
    return " ".join("".join(letter for letter in bare if not unicodedata.combining(letter)).split())
