"""Numbers in Dutch words: veertien, tweehonderdvijftig, duizend."""

from collections.abc import Iterator

ONES = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
HUNDRED, THOUSAND = "honderd", "duizend"
#: up to this number every word is known
MOST = 9999


def _below_hundred() -> Iterator[tuple[str, int]]:
    yield from ((word, number) for number, word in enumerate(ONES))
    for tens, word in enumerate(TENS, start=2):
        yield word, tens * 10
        # accents are taken away before a word is looked up: tweeëntwintig is tweeentwintig here
        yield from ((f"{ones}en{word}", tens * 10 + one) for one, ones in enumerate(ONES[1:10], start=1))


SMALL = dict(_below_hundred())


def _hundreds() -> Iterator[tuple[str, int]]:
    yield from SMALL.items()
    for many, prefix in enumerate(["", *ONES[2:10], *ONES[11:20]], start=1):
        # honderd to negenhonderd, and elfhonderd to negentienhonderd
        value = (many if many < len(ONES[:10]) else many + 1) * 100
        head = f"{prefix}{HUNDRED}"
        yield head, value
        yield from (
            (f"{head}{en}{word}", value + one) for word, one in SMALL.items() if one for en in ("", "en")
        )


WORDS = dict(_hundreds())
LONGEST_WORD = 60


def number_of(word: str) -> int | None:
    """Read a number in words or digits; None for anything else. Accents must be gone and letters small."""
    if word.isdecimal():
        return int(word)
    if word in WORDS:
        return WORDS[word]
    thousands, found, rest = word.partition(THOUSAND)
    if not found or len(word) > LONGEST_WORD:
        return None
    many = WORDS.get(thousands, 1 if not thousands else None)
    more = 0 if not rest else WORDS.get(rest.removeprefix("en"), WORDS.get(rest))
    return None if many is None or more is None else many * 1000 + more
