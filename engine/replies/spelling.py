"""Mend typing errors and words run together, by the words that the lexicons know."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from engine.replies.lexicon import Lexicon

#: a word that Dutch or English texts use this often is no typing error (Zipf: 3 = once in a million words)
KNOWN = 2.0
SHORTEST_MENDED = 5
LONG = 9
SHORTEST_SPLIT = 8


def dutch(word: str) -> float:
    """Say how usual a word is in Dutch: Zipf, 0 for never seen."""
    return how_usual(word, "nl")


def how_usual(word: str, language: str, wordlist: str = "best") -> float:
    """Say how usual a word is in a language: Zipf, 0 for never seen."""
    from wordfreq import zipf_frequency  # noqa: PLC0415 - a quarter of a second, and most commands read no reply

    return zipf_frequency(word, language, wordlist=wordlist)


def speller(lexicon: Lexicon, others: Iterable[str] = ()) -> Callable[[str], str]:
    """Make the function that spells one word as the lexicon does; other words that are right stay as they are."""
    words = sorted(word for word in lexicon.vocabulary if len(word) >= SHORTEST_MENDED and word.isascii())
    known = frozenset(lexicon.vocabulary | lexicon.written_out.keys())
    right = known.union(others)

    @lru_cache(maxsize=50_000)
    def spell(word: str) -> str:
        if word in right:
            return word
        single = _single(word)
        if single in right:
            return single
        if dutch(word) >= KNOWN or not word.isascii():
            return word
        return (
            _joined(word, known) or _mended(word, words) or _split(word, known) or _lemma(word, known) or word
        )

    return spell


def _joined(word: str, known: frozenset[str]) -> str | None:
    """Part what Flemish joins: kmaak is `ik maak`, tleven is `het leven`."""
    head, rest = JOINED.get(word[0]), word[1:]
    return f"{head} {rest}" if head and len(rest) >= SHORTEST_JOINED and rest in known else None


JOINED = {"k": "ik", "t": "het"}
SHORTEST_JOINED = 4


def _single(word: str) -> str:
    return "".join(sign for at, sign in enumerate(word) if at == 0 or word[at - 1] != sign)


def _mended(word: str, words: list[str]) -> str | None:
    if len(word) < SHORTEST_MENDED:
        return None
    found = extractOne(word, words, scorer=OSA.distance, score_cutoff=2 if len(word) >= LONG else 1)
    return found[0] if found else None


def _split(word: str, known: frozenset[str]) -> str | None:
    if len(word) < SHORTEST_SPLIT:
        return None
    parts = _parts(word, known)
    return " ".join(parts) if parts else None


@lru_cache(maxsize=10_000)
def _parts(word: str, known: frozenset[str]) -> tuple[str, ...]:
    if not word:
        return ()
    best: tuple[str, ...] = ()
    for end in range(len(word), 1, -1):
        head, tail = word[:end], word[end:]
        if not (head in known or dutch(head) >= 5):  # noqa: PLR2004 - among the thousand most usual words
            continue
        rest = _parts(tail, known)
        if (rest or not tail) and (not best or len(rest) + 1 < len(best)):
            best = (head, *rest)
    return best


def _lemma(word: str, known: frozenset[str]) -> str | None:
    from simplemma import lemmatize  # noqa: PLC0415 - its lists take long to load, as above

    found = lemmatize(word, lang="nl").lower()
    return found if found in known else None


def from_scan(text: str) -> str:
    """Mend what a scanner misreads: rn for m, 1 for l or i, 0 for o."""
    return " ".join(_scanned(piece) for piece in text.split(" "))


def _scanned(piece: str) -> str:
    bare = piece.strip(".,;:!?()\n")
    if not bare or bare.isdigit() or not any(sign.isalpha() for sign in bare):
        return piece
    best, score = bare, dutch(bare.lower())
    for wrong, right in SCAN_FAULTS:
        if wrong in bare:
            tried = bare.replace(wrong, right)
            value = dutch(tried.lower())
            if value > score + 1:
                best, score = tried, value
    return piece.replace(bare, best)


SCAN_FAULTS = (("rn", "m"), ("1", "l"), ("1", "i"), ("0", "o"), ("vv", "w"), ("ii", "u"), ("cl", "d"), ("5", "s"),
               ("I", "l"), ("l", "i"), ("c", "e"), ("RN", "M"), ("!", "l"), ("|", "l"), ("6", "b"), ("8", "b"))  # fmt: skip
