"""Forms of verbs by their look: what a passive and a stretched verb are made of."""

import re

from engine.rendering.b1.common import listed

WORDEN = frozenset({"word", "wordt", "worden", "werd", "werden"})
HEBBEN = frozenset(
    {"heb", "hebt", "heeft", "hebben", "had", "hadden", "ben", "bent", "is", "zijn", "was", "waren"}
)
MODAL = frozenset(
    {"zal", "zult", "zullen", "zou", "zouden", "kan", "kunt", "kunnen", "kon", "konden", "moet", "moeten"}
    | {"moest", "moesten", "mag", "mogen", "mocht", "mochten", "wil", "wilt", "willen", "wilde", "wilden"}
    | {"dient", "dienen", "behoort", "behoren"}
)
#: looks like a participle and is none
NO_PARTICIPLE = listed("""
    gebied gebieden gebod gebouwen gebruiken gebeuren geboden gedachten gedicht gedrag geduld gedurende
    geen gegeven gehucht geld gelden geloven geluid geluiden gemeenten genieten genot gerecht gerechten
    geschenken geschillen geschrift gesprekken getal getallen geven gevoelens gevolgen geweld gewicht
    gewoonten gezicht gezichten gezin gezinnen gebaren gebreken geheimen getuigen gewassen geweten
    gezonden gezond goed beeld beleid bericht bereid bestand bewind bed bekend biedt bezoekt verstand
    verband vraagt vindt gebeurt gebruikt gelooft geeft geldt geniet gedraagt geacht voorbeeld overeind
    onderhoud oordeel voorraad overheid voorwaard opdracht inkomst uitkomst
""")
#: of these, what is one after worden
AFTER_WORDEN = frozenset({"gegeven", "gezonden", "gebruikt", "geboden", "genoten"})
#: the present of a verb that looks the same: hij verwerkt, het wordt verwerkt
PRESENT_TOO = listed("""
    beroert beslist besluit bestaat begint behoort belt betaalt beschikt betekent bedraagt verdient
    verschilt verlangt verzoekt vertrekt verdriet verkeert verblijft vervoert verwacht verleent
    verstuurt ontvangt ontstaat onthoudt herkent herstelt erkent betreft begrijpt bewaart bevat vergeet
    verliest verzet verhoogt vertelt verwerkt verhuurt verkoopt verandert beantwoordt behandelt bekijkt
    bereikt beschouwt beslaat besteedt bevestigt bewijst bezit bezorgt
""")
#: strong participles without ge
STRONG = listed("""
    begonnen begrepen behouden bedreven beschreven besloten bevonden bewezen bezonnen bedrogen verboden
    verbonden verdwenen vergeten verkregen verloren verschenen verstreken vervallen verzonden verbroken
    vermeden verholpen verwezen verworven ontvangen ontnomen onthouden ontstaan ontbonden ondernomen
    overgenomen overgedragen overeengekomen ondervonden onderworpen voorzien voldaan herzien herroepen
    bijgeschreven bekeken besproken bewogen beantwoord behandeld beloofd besteed bereid bezocht betaald
    betrokken overlegd overwogen ondertekend onderbroken opgenomen gedaan gezien gegaan
""")
PARTICIPLE = re.compile(
    r"(?:aan|door|in|mee|op|over|toe|uit|voor)(?:be|ver|her|er)[a-zë]{2,}(?:d|t)"
    r"|(?:aan|af|bij|binnen|door|heen|in|mee|mede|na|neer|om|onder|op|over|tegen|terug|thuis|toe|uit|vast|voor"
    r"|vooruit|weg|klaar|stop|vrij|recht|goed|kwijt|gelijk|samen|los|open|plaats|tegemoet|kapot|dood|vol|mis|rond"
    r"|achter|stuk|stil|dicht|vast|bekend|droog|leeg|hoog|achterna|langs|voorbij)?"
    r"ge(?:[a-zë]{2,}(?:d|t|en)|[a-zë]+(?:aan|ien))"
    r"|(?:be|ver|ont|her|er|mis|onder|over|voor|vol)[a-zë]{2,}(?:d|t)"
)


def is_participle(word: str, *, after_worden: bool = False) -> bool:
    """Say whether a word in small letters looks like a past participle; after worden more can be one."""
    if word in STRONG:
        return True
    if after_worden and word in AFTER_WORDEN:
        return True
    if word in NO_PARTICIPLE or (word in PRESENT_TOO and not after_worden):
        return False
    return PARTICIPLE.fullmatch(word) is not None
