"""How common a Dutch word is, also when it is made of two others."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

#: what stands nowhere in the list: about once in 100 million words
UNKNOWN = 1.0
SHORTEST_PART, SHORTEST_COMPOUND = 3, 7
#: a part of a compound must be about this common, or splitting would find parts everywhere
COMMON_PART = 3.0
#: from here on a word is an everyday one
EVERYDAY = 4.1
#: values of the list are hundredths below this
TOP = 9.0
#: endings that are words too, and make no compound: toegeeflijk, kosteloos
SUFFIXES = frozenset({"lijk", "loos", "baar", "zaam", "rijk", "vol", "matig", "heid", "schap", "waardig"})
ENDINGS = ("en", "e", "s", "t", "n", "de", "te", "st", "ste", "er", "ere")


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Zipf values (3 = once in a million words, 6 = a thousand times that) by word in small letters."""

    zipf: Mapping[str, float]

    def of(self, word: str) -> float:
        """Give the value of a word; for a compound that of its rarest part, when that is more."""
        value = self.zipf.get(word, 0.0)
        return value if value >= COMMON_PART else self._looked_into(word, value)

    def _looked_into(self, word: str, known: float) -> float:
        if len(word) < SHORTEST_COMPOUND:
            return known or self._inflected(word)
        return max(known, self._compound(word, 1), self._inflected(word))

    def _inflected(self, word: str) -> float:
        """Let an unknown word share the value of its stem."""
        stems = (word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending))
        return max((self.zipf.get(stem, 0.0) for stem in stems), default=0.0) or UNKNOWN

    def _compound(self, word: str, depth: int) -> float:
        get, length, best = self.zipf.get, len(word), COMMON_PART
        found = 0.0
        for cut in range(SHORTEST_PART, length - SHORTEST_PART + 1):
            rest = word[cut:]
            second = get(rest, 0.0)
            divisible = second < COMMON_PART and depth and length - cut >= SHORTEST_COMPOUND
            # most places can be passed by without a look at the first part
            if (second < best and not divisible) or rest in SUFFIXES:
                continue
            first = self._head(word[:cut])
            if first < best:
                continue
            if divisible:
                second = max(second, self._compound(rest, depth - 1))
            if min(first, second) >= best:
                best = found = min(first, second)
        return found

    def _head(self, part: str) -> float:
        """Give the value of a first part, also when it is glued on with s, e, n or en."""
        get = self.zipf.get
        best = get(part, 0.0)
        if part[-1] in "sen" and len(part) > SHORTEST_PART:
            best = max(best, get(part[:-1], 0.0))
            if part.endswith("en"):
                best = max(best, get(part[:-2], 0.0))
        return best


@cache
def load_frequencies() -> Frequencies:
    """Read the Dutch list of wordfreq, words of letters only: some 40 MB, so once and only when asked for."""
    from wordfreq import get_frequency_list  # noqa: PLC0415 - costs a quarter of a second

    zipf: dict[str, float] = {}
    for hundredths, words in enumerate(get_frequency_list("nl", "large")):
        value = TOP - hundredths / 100
        zipf.update((word, value) for word in words if word.isalpha())
    return Frequencies(zipf)
