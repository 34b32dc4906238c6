"""What comes from outside, made fit to stand in a text: names and descriptions without tricks."""

import unicodedata

#: signs that mean something at the start of a line of our light markup, and the sign between its cells
MARKS = "#-| \t"
CELL = "|"
ELLIPSIS = "\u2026"
#: categories that are never words: control, format (also the ones that turn text around), surrogate, private
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def plain(text: str) -> str:
    """
    Give a name or description as one line of visible text.

    Signs that nobody sees go, every white space is one space, and it cannot be taken for our light markup.
    """
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", "".join(map(_seen, text)))
    if "  " in text or CELL in text or text[:1] in MARKS or text[-1:] == " ":
        text = " ".join(text.replace(CELL, "/").split()).lstrip(MARKS)
    return text


def shorten(text: str, length: int) -> str:
    """Cut a text to a length, between two words where that leaves half of it, and end it with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space >= length // 2 else cut).rstrip(" ,.&-") + ELLIPSIS


def _seen(sign: str) -> str:
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in UNSEEN else sign
