"""Words of force, whatever the country: bailiff, seizure, police, eviction, court, being cut off."""

import re
from collections.abc import Iterator

#: what is no threat although it holds such a word
HARMLESS = re.compile(
    r"\bkamer voor gerechtsdeurwaarders\b|\b(?:veel |uw |de )?tijd in beslag\b"
    r"|\bneemt? .{0,30}\bin beslag\b(?= )(?=.{0,10}minu)"
    r"|\bbeslagvrije voet\b|\bmoeder ?beslag\b"
)
THREAT = re.compile(
    r"\w*deurwaarder\w*|\w*beslag\w*|\bpolitie\w*|\b\w*ontruim\w*|\buit (?:uw|je) (?:huis"
    r"|woning) (?:gezet|zetten)\b"
    r"|\bdagvaard\w*|\bgedagvaard\b|\bgerechtelijke?\b(?: stappen| maatregelen| procedure| weg)"
    r"|\bloonbeslag\b"
    r"|\b(?:naar|voor) de (?:kanton)?rechter (?:gaan|stappen|brengen|slepen|dagen)\b"
    r"|\b(?:kanton)?rechter (?:inschakelen|vragen)\b"
    r"|\b(?:wij|we|ik|dan) (?:\w+ ){0,4}naar de (?:kanton)?rechter\b|\brechtszaak\b|\brechtbank\b"
    r"|\bvonnis\w*|\bdwangbevel\w*"
    r"|\bbkr\b|\bafgesloten\b(?= van| wordt|\.|$)|\bafsluiten van (?:uw |het |de )?(?:gas|water"
    r"|stroom|elektriciteit|energie)"
    r"|\bbij uw (?:werkgever|buren|familie)\b|\bexecut\w+ verkoop|\bgevangenis\b|\bgijzeling\b"
)


def threats_in(text: str) -> Iterator[str]:
    """Find the words of force in a folded text."""
    for match in THREAT.finditer(HARMLESS.sub("~", text)):
        yield match.group()
