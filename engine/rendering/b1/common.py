"""The small words that every text is made of, and the words with which a text speaks to its reader."""


def listed(words: str) -> frozenset[str]:
    """Make a set of the words of a text."""
    return frozenset(words.split())


#: words that say nothing about how hard a text is
SMALL_WORDS = listed("""
    u de het een en van in is te dat op voor met die zijn er aan niet om ook als dan maar bij of uit dit
    deze door naar over tot wat nog kan worden wordt heeft hebben had was waren kunnen moet moeten zal
    zullen zou zouden uw je jij jouw we wij ons onze ik mijn hij zij ze hun hen hem haar zich daar hier
    waar wie welke wel geen meer al dus want omdat zodat wanneer toen nu heel veel alle alles iets niets
    iemand niemand mag mogen wil willen ben bent heb hebt doet doen gaat gaan komt komen per via tijdens
    zonder tegen onder tussen na vanaf werd werden
""")
#: the reader and the writer as persons
PERSONS = frozenset(["u", "uw", "je", "jij", "jouw", "jullie", "we", "wij", "ons", "onze", "ik", "mijn"])
READER = frozenset(["u", "uw", "uzelf", "je", "jij", "jou", "jouw", "jullie", "jezelf"])
#: rare in the lists, and known to everybody who gets a bill
KNOWN = listed("""
    afbetalingsplan bankafschrift overschrijving overschrijven rekeningnummer betaalpagina betaallink
    antwoordformulier antwoordenvelop bewijsstuk klantnummer factuurnummer tussenkomst tussenstand
    meterstand jaarafrekening voorschot huurtoeslag zorgtoeslag bijstand uitkering leefgeld budgetcoach
    wijkteam buurthuis formulier handtekening postzegel geldzorgen schuldhulp hulppagina voorbeeldstad
    secretariaat facturen zelfdoding terugbel beltegoed ingelogd inloggen wachtwoord
    pinpas pincode contactpersoon ideal
""")
