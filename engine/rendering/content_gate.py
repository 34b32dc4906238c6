"""
The content rules at dispatch: a text that lacks what the law asks, or says what it forbids, never leaves.

What the rules find depends on the template, on who writes for whom, and on which branches a case takes: its
shape. So the first text of each shape is judged as it is, and the verdict is kept for all of that shape. What
somebody else wrote (descriptions, explanations) is judged anew in every text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.domain.campaign import LegalRole
from engine.domain.case import ChargeKind, CollectorRole
from engine.policy.content.finding import ContentFinding
from engine.policy.content.judge import judge
from engine.policy.content.labels import CHARGES
from engine.policy.content.threats import threats_in
from engine.policy.content.writing import Writing, folded
from engine.rendering.b1.finding import Finding, Level
from engine.rendering.content_facts import FACT_WORDS, contents_of
from engine.rendering.organisation_words import Fixed
from engine.rendering.samples import DESCRIPTION
from engine.rendering.scene import Record, Scene
from engine.rendering.template import ChannelText
from engine.rendering.words import contact_words

Shape = tuple[object, ...]
#: shapes are few; beyond this they are judged again
MOST_REMEMBERED = 4096
#: a quick look whether somebody else's words are worth a closer one
SUSPECT = [
    "deurwaarder",
    "beslag",
    "politie",
    "ontruim",
    "dagva",
    "gerecht",
    "recht",
    "vonnis",
    "bkr",
    "gevangen",
    "gijzel",
    "afgesloten",
    "afsluit",
    "dwang",
    "werkgever",
    "buren",
    "kost",
    "vergoeding",
    "toeslag",
    "tarief",
]
#: charges that belong to what was bought
OF_THE_ORDER = ("verzend", "porto", "port", "onderzoek", "behandel", "telefoon", "reis")
INTEREST_RATE = re.compile(r"\d\s*(?:%|procent)")
TWO_DAYS = 2
#: stands for a basis of interest that names rate and period
INTEREST = "3% per jaar, van 16 mei 2026 tot en met 10 juni 2026"
SOMEBODY = "Bakkersma"
SOMEWHERE = "Lindelaan 12, 3456 AB Voorbeeldstad"
SOME_NUMBER = "2026-0517"
#: as long as the reference of a contact, whose letters and digits are chance: one may look like an account
SOME_REFERENCE = "260517-ABCDEFGHIJKLMNOP"


@dataclass(frozen=True, slots=True)
class ContentGate:
    """Judges rendered texts by the content rules, each shape once."""

    _remembered: dict[Shape, tuple[Finding, ...]] = field(default_factory=dict)

    def findings(
        self, text: ChannelText, fixed: Fixed, scene: Scene, words: Mapping[str, object]
    ) -> Iterator[Finding]:
        """Find what this text lacks or may not say."""
        shape = (text.template, text.version, text.channel, fixed.key, *_shape(text, words))
        found = self._remembered.get(shape)
        if found is None:
            found = self._judge(text, fixed, scene, words)
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[shape] = found
        yield from found
        yield from _others_words(scene)
        if text.about.legal_role is LegalRole.CLAIM_DESCRIPTION:
            yield from _interest_basis(scene)

    def _judge(
        self, text: ChannelText, fixed: Fixed, scene: Scene, words: Mapping[str, object]
    ) -> tuple[Finding, ...]:
        """Judge a text with neutral words in the place of what others wrote: it speaks for its shape."""
        described = len(scene.descriptions)
        facts = {**words, **contact_words(scene, FACT_WORDS)}
        del scene.descriptions[described:]
        neutral = _neutral(facts, scene)
        rendered = text.compiled.render({**fixed.words, **neutral})
        role = scene.cases[0].collector_role
        neutral["land"] = scene.cases[0].jurisdiction.value
        found = [
            finding
            for content in contents_of(text, rendered, {**fixed.words, **neutral}, CollectorRole(role))
            for finding in judge(content)
        ]
        return tuple(_as_finding(one) for one in {finding.code: finding for finding in found}.values())


def _shape(text: ChannelText, words: Mapping[str, object]) -> tuple[object, ...]:
    """Say which branches a case takes: which words hold something, and what its cases hold."""
    held = tuple([bool(words[name]) for name in text.contact_words])
    cases = frozenset(map(_case_shape, words["zaken"])) if "zaken" in words else None  # type: ignore[call-overload]
    compared = [
        _compared(words[name], constant)
        for name, constants in text.asked.items()
        if constants and name in words
        for constant in constants
    ]
    return held, cases, words.get("land"), tuple(compared)


def _case_shape(case: Record) -> tuple[object, ...]:
    bills: list[Record] = case["facturen"]  # type: ignore[assignment]
    kinds = frozenset(bill["soort"] for bill in bills)
    return bool(case["rente"]), bool(case["kosten"]), bool(case["betaald"]), kinds


def _compared(value: object, constant: str | float) -> object:
    if isinstance(constant, str):
        return value == constant
    return (value > constant, value == constant)  # type: ignore[operator]


def _neutral(words: Mapping[str, object], scene: Scene) -> dict[str, object]:
    """Put neutral words in the place of what others wrote; only the basis of interest must name its parts."""
    neutral = dict(words)
    for name in ("naam", "aanhef", "vertegenwoordiger"):
        if neutral.get(name):
            neutral[name] = SOMEBODY
    if neutral.get("adres"):
        neutral["adres"] = SOMEWHERE
    if neutral.get("contact"):
        neutral["contact"] = SOME_REFERENCE
    if neutral.get("toelichting"):
        neutral["toelichting"] = DESCRIPTION
    neutral["zaken"] = [_neutral_case(case) for case in words["zaken"]]  # type: ignore[attr-defined]
    return neutral


def _neutral_case(case: Record) -> Record:
    bills: list[Record] = case["facturen"]  # type: ignore[assignment]
    return {**case, "omschrijving": DESCRIPTION, "facturen": [_neutral_bill(bill) for bill in bills]}


def _neutral_bill(bill: Record) -> Record:
    is_interest = bill["soort"] == ChargeKind.INTEREST.value
    number = SOME_NUMBER if bill["nummer"] else bill["nummer"]
    return {**bill, "omschrijving": INTEREST if is_interest else DESCRIPTION, "nummer": number}


def _others_words(scene: Scene) -> Iterator[Finding]:
    for description in set(scene.descriptions):
        lowered = description.lower()
        if any(word in lowered for word in SUSPECT):
            yield from _suspect(description)


def _interest_basis(scene: Scene) -> Iterator[Finding]:
    """Find interest whose basis does not name rate and period: the template can only repeat it (NL-21, V)."""
    lines = (line for case in scene.cases for line in case.lines if line.kind is ChargeKind.INTEREST)
    if not all(names_rate_and_period(line.description) for line in lines):
        advice = "write rate and period in the portfolio: 4% per jaar, van 2 mei 2026 tot en met 8 juni 2026"
        yield _fail("content-NL-21.interest_basis", "the interest", advice)


def _suspect(description: str) -> Iterator[Finding]:
    """Name the rule, never the description: it is somebody else's, and may be personal."""
    text = folded(description)
    if next(threats_in(text), None):
        yield _fail(
            "content-NL-25.threat", "a description", "leave words of force out of what a case is about"
        )
    charge = re.search(rf"\b{CHARGES}\b", text)
    if charge and not charge.group().startswith(OF_THE_ORDER):
        yield _fail("content-NL-40.unknown_charge", "a description", "take this charge out of the claim")


def names_rate_and_period(description: str) -> bool:
    """Say whether the basis of interest names a rate and a period (NL-21, V)."""
    days = Writing(description).days
    return len(days) >= TWO_DAYS and INTEREST_RATE.search(description) is not None


def _as_finding(found: ContentFinding) -> Finding:
    advice = f"{found.advice} (law.md {found.source})"
    return _fail(f"content-{found.rule}.{found.item}", found.text, advice)


def _fail(rule: str, text: str, advice: str) -> Finding:
    return Finding(rule, Level.FAIL, 1, 1, text, advice)
