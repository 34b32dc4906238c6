"""Is most of a reply not Dutch? Known words first; a language model only when those leave it open."""

from functools import lru_cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from engine.replies.spelling import dutch, how_usual
from engine.replies.words import Words

FRISIAN = frozenset(
    "ik dy wy jo jim neat net mar fan wêr wer giet oer haw hat hawwe bin binne wie wiene ek foar troch mei sil sille kin kinne "
    "moat moatte jild betelje betelle gjin tiid hjoed moarn freed tongersdei snein saterdei sneon wurk wurkje it myn "
    "dyn syn har ús jimme graach tige tank skriuw brief rekken hoe watte wol wolle bliuw lit sjoch al noch hjir dêr der".split()
)
DUTCH_ONLY = frozenset(
    "ik het een niet geen van voor jullie mijn heb heeft zijn dat dit maar wel ook naar bij wij wat moet kan mag wil "
    "betaald betalen geld meer nog aub bedankt ben is de en om te als zij hij deze die u".split()
)
LANGUAGES = (
    Language.DUTCH, Language.ENGLISH, Language.GERMAN, Language.FRENCH, Language.TURKISH, Language.POLISH,
    Language.SPANISH, Language.ITALIAN, Language.PORTUGUESE, Language.ROMANIAN, Language.BULGARIAN,
    Language.ARABIC, Language.RUSSIAN, Language.UKRAINIAN, Language.SOMALI,
)  # fmt: skip
FOREIGN = ("en", "fr", "de", "es", "pl", "tr", "it", "pt", "ro")
SHORTEST = 2
COMMANDS = frozenset("stop opt out bedankt ok top fuck you he sorry please cool nice chill".split())
HALF = 0.5


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*LANGUAGES).with_low_accuracy_mode().build()


@lru_cache(maxsize=50_000)
def leaning(word: str) -> float:
    """Say which way one word leans: 1 Dutch, 0 another language, 0.5 either."""
    if not word.isascii() and any(ord(sign) > LATIN for sign in word):
        return 0.0
    ours = dutch(word)
    theirs = max(how_usual(word, language, wordlist="small") for language in FOREIGN)
    if word in FRISIAN and word not in DUTCH_ONLY:
        return 0.0
    if abs(ours - theirs) < 1 or max(ours, theirs) < 2:  # noqa: PLR2004 - Zipf: too close, or too rare
        return HALF
    return 1.0 if ours > theirs else 0.0


LATIN = 0x2FF
USUAL = 5.5


def is_foreign(words: Words, text: str) -> bool:
    """Say whether more than half of the words are not Dutch."""
    written = [word.text for word in words.words if word.text.isalpha() and not word.text.startswith("emoji")]
    if any(ord(sign) > LATIN for sign in "".join(written)):
        return True
    if len(written) < SHORTEST or all(word in COMMANDS or word in DUTCH_ONLY for word in written):
        return False
    raw = [words.raw[word.start : word.end].lower() for word in words.words if word.text.isalpha()]
    leanings = [min(leaning(word), leaning(own)) for word, own in zip(written, raw, strict=False)]
    ours, theirs = leanings.count(1.0), leanings.count(0.0)
    if theirs > len(written) * HALF:
        return len(written) > SHORTEST or _modelled(text) not in {Language.DUTCH, Language.ENGLISH, None}
    return _is_in_doubt(written, ours, theirs) and _modelled(text) not in {Language.DUTCH, None}


def _is_in_doubt(written: list[str], ours: int, theirs: int) -> bool:
    if ours >= max(theirs, 1) or (theirs < len(written) * SOME and ours):
        return False
    usual = sum(dutch(word) > USUAL for word in written)
    return usual <= len(written) * FEW and len(written) > SHORTEST


def language_of(text: str) -> str:
    """Name the language of a foreign text by its two letters; empty: we cannot surely tell, or it is Dutch."""
    likely = _detector().compute_language_confidence_values(text)[0]
    if likely.value < LIKELY or likely.language == Language.DUTCH:
        return ""
    return likely.language.iso_code_639_1.name.lower()


def _modelled(text: str) -> Language | None:
    return _detector().detect_language_of(text)


SOME, FEW = 0.3, 0.2
#: a line in the wrong language is worse than one in English
LIKELY = 0.9
