"""Whether a text holds a name, a number, an address or a product, however it is spaced and pointed."""

import re
from functools import lru_cache

from engine.policy.content.writing import folded

#: what follows a registered name and may be left out
LEGAL_FORM = re.compile(
    r"\b(?:b\.?v\.?|n\.?v\.?|u\.?a\.?|v\.?o\.?f\.?|o\.?v\.?|c\.?v\.?|bvba|gmbh|vzw|srl)(?!\w)"
)
NO_WORD = re.compile(r"[^a-z0-9]+")
PHONE = re.compile(r"(?<![\w.-])(?:\+|00)?\(?\d[\d\s()/.-]{6,16}\d(?![\w-])")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
POSTCODE = re.compile(r"\b[1-9]\d{3} ?[a-z]{2}\b")
SEPARATORS = r"[\s.\-/()]*"
#: countries whose number may take the place of the first zero of a phone number
COUNTRY = r"(?:\+|00)(?:31|32)" + SEPARATORS
TITLES = re.compile(r"\b(?:de heer|mevrouw|meneer|mevr\.?|dhr\.?|familie|erven)\b")


@lru_cache(maxsize=512)
def name_pattern(name: str) -> re.Pattern[str]:
    """Make the pattern of a name: its words in order; the legal form, initials and titles do not matter."""
    bare = LEGAL_FORM.sub(" ", TITLES.sub(" ", folded(name)))
    words = NO_WORD.sub(" ", bare).split()
    # initials of a person are often left out or written otherwise
    telling = [word for word in words if len(word) > 1] or words
    return re.compile(r"(?<![a-z0-9])" + r"[^a-z0-9]+".join(map(re.escape, telling)) + r"(?![a-z0-9])")


def holds_name(text: str, name: str) -> bool:
    """Say whether a folded text holds a name."""
    return bool(name) and name_pattern(name).search(text) is not None


@lru_cache(maxsize=512)
def number_pattern(number: str) -> re.Pattern[str]:
    """Make the pattern of a number or mark: its signs in order, however they are parted."""
    signs = NO_WORD.sub("", folded(number))
    before = r"(?<![0-9])" if signs[:1].isdigit() else r"(?<![a-z0-9])"
    return re.compile(before + SEPARATORS.join(map(re.escape, signs)) + r"(?![a-z0-9])")


def holds_number(text: str, number: str) -> bool:
    """Say whether a folded text holds a number of a firm, an invoice or a register."""
    return bool(number) and number_pattern(number).search(text) is not None


@lru_cache(maxsize=512)
def phone_pattern(phone: str) -> re.Pattern[str]:
    """Make the pattern of a phone number, with or without the number of the country."""
    digits = re.sub(r"^(?:\+|00)(?:31|32)", "0", re.sub(r"[^\d+]", "", phone))
    rest = SEPARATORS.join(re.escape(digit) for digit in digits.removeprefix("0"))
    return re.compile(rf"(?:(?<!\d)\(?0{SEPARATORS}|{COUNTRY}(?:\(0\))?{SEPARATORS}){rest}(?!\d)")


def holds_phone(text: str, phone: str) -> bool:
    """Say whether a folded text holds this phone number; without one, any."""
    return (phone_pattern(phone) if phone else PHONE).search(text) is not None


def holds_mail(text: str, mail: str) -> bool:
    """Say whether a folded text holds this mailbox; without one, any."""
    return folded(mail) in text if mail else MAIL.search(text) is not None


@lru_cache(maxsize=512)
def address_pattern(address: str) -> re.Pattern[str]:
    """Make the pattern of an address: street and number, and not far from there the postcode and town."""
    parts = [NO_WORD.sub(" ", part).split() for part in folded(address).split(",")]
    inside = [r"[^a-z0-9]{1,3}".join(map(re.escape, words)) for words in parts if words]
    between = r"(?![a-z0-9])[\s\S]{0,40}?(?<![a-z0-9])"
    pattern = r"(?<![a-z0-9])" + between.join(inside) + r"(?![a-z0-9])"
    # 3011 AA may be written as 3011AA
    return re.compile(
        re.sub(r"(\d{4})\[\^a-z0-9\]\{1,3\}([a-z]{2})(?![a-z])", r"\1[^a-z0-9]{0,3}\2", pattern)
    )


def holds_address(text: str, address: str) -> bool:
    """Say whether a folded text holds an address."""
    return bool(address) and address_pattern(address).search(text) is not None


#: words that mean the same thing on a bill
ALIKE = (
    frozenset({"elektriciteit", "stroom", "electriciteit", "elektra"}),
    frozenset({"gas", "aardgas"}),
    frozenset({"water", "drinkwater", "leidingwater"}),
    frozenset({"zorgpremie", "premie", "zorgverzekering"}),
    frozenset({"internetabonnement", "internet"}),
    frozenset({"huur", "huurprijs", "huurgeld"}),
)
SHORT = 3


def holds_thing(text: str, thing: str) -> bool:
    """Say whether a folded text names a product: each word, as such or at the head of a longer one."""
    words = [word for word in NO_WORD.sub(" ", folded(thing)).split() if len(word) >= SHORT]
    return bool(words) and all(_thing_pattern(word).search(text) for word in words)


@lru_cache(maxsize=512)
def _thing_pattern(word: str) -> re.Pattern[str]:
    names = {word, *(other for group in ALIKE if word in group for other in group)}
    singular = {name.removesuffix("en").removesuffix("s") for name in names if len(name) > SHORT * 2}
    either = "|".join(re.escape(name) for name in sorted(names | singular, key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9])(?:{either})(?!\w*(?:contract|overeenkomst|maatschappij|bedrijf))")
