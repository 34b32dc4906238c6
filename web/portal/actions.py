"""
Everything that somebody can do on the page, as data.

The labels are those of replies, so each action has the effect that the same words in a reply would have
(engine/replies/effects.yaml). With only the link somebody can protect themselves; the rest asks for more.
"""

from engine.replies.label import Label
from engine.visiting import Level
from web.portal.asking import Action, Answer, Ask, AskKind

WORDS = Ask(
    name="woorden",
    kind=AskKind.WORDS,
    question="Wilt u er iets bij zeggen?",
    hint="Dit hoeft niet. Schrijf niets over uw gezondheid.",
)
PARTS_OF_DAY = (
    Answer(value="ochtend", words="In de ochtend", entities={"daypart": "morning"}),
    Answer(value="middag", words="In de middag", entities={"daypart": "afternoon"}),
    Answer(value="avond", words="In de avond", entities={"daypart": "evening"}),
)
#: two letters, and what its speakers call it
LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "de": "Deutsch",
    "es": "Español",
    "pl": "Polski",
    "tr": "Türkçe",
    "ar": "العربية",
    "ru": "Русский",
    "uk": "Українська",
}

CALL = Action(
    key="bel",
    level=Level.OPENED,
    link="Bel mij",
    title="Bel mij",
    told=("Een medewerker belt u. Dat kost u niets.",),
    asks=(
        Ask(
            name="wanneer",
            kind=AskKind.CHOICE,
            question="Wanneer mogen wij bellen?",
            answers=(*PARTS_OF_DAY, Answer(value="altijd", words="Dat maakt niet uit")),
            is_needed=True,
            mistake="Kies wanneer wij mogen bellen",
        ),
        Ask(
            name="nummer",
            kind=AskKind.PHONE,
            question="Op welk nummer?",
            hint="Laat dit leeg als wij uw nummer al hebben.",
            mistake="Vul een telefoonnummer in, zoals 06 12 34 56 78",
            autocomplete="tel",
        ),
        WORDS,
    ),
    labels=(Label.CALLBACK,),
    done=("Een medewerker belt u.",),
)
HELP = Action(
    key="hulp",
    level=Level.OPENED,
    link="Ik wil hulp met geld of schulden",
    title="Hulp met geld of schulden",
    told=("Wij sturen u eerst geen herinneringen meer. Een medewerker zoekt met u naar hulp.",),
    asks=(
        Ask(
            name="welke",
            kind=AskKind.CHOICE,
            question="Wat past bij u?",
            answers=(
                Answer(value="zoek", words="Ik zoek hulp", labels=(Label.HELP,)),
                Answer(value="praten", words="Ik wil eerst met iemand praten", labels=(Label.HELP,)),
                Answer(value="heb", words="Iemand helpt mij al", labels=(Label.REPRESENTED,)),
            ),
            is_needed=True,
            mistake="Kies wat bij u past",
        ),
        WORDS,
    ),
    done=(
        "Wij sturen u nu geen herinneringen.",
        "Een medewerker leest wat u schreef, en helpt u verder.",
        "Spreekt iemand voor u? Stuur ons dan een kopie van het papier waarop staat dat het mag.",
    ),
)
WRONG = Action(
    key="verkeerd",
    level=Level.OPENED,
    link="Dit bericht is niet voor mij",
    title="Dit bericht is niet voor mij",
    told=("Wij sturen niets meer naar dit nummer of adres. U hoeft ons niet te zeggen wie u bent.",),
    asks=(
        Ask(
            name="waarom",
            kind=AskKind.CHOICE,
            question="Wat klopt er niet?",
            answers=(
                Answer(
                    value="onbekend",
                    words="Dit nummer of adres is van mij. Ik ken deze zaak niet",
                    labels=(Label.WRONG_PERSON,),
                ),
                Answer(
                    value="ander",
                    words="Het bericht is voor iemand die ik ken",
                    labels=(Label.WRONG_PERSON,),
                ),
                Answer(value="dood", words="Deze persoon is overleden", labels=(Label.DECEASED,)),
            ),
            is_needed=True,
            mistake="Kies wat er niet klopt",
        ),
    ),
    done=("Dank u wel. Wij sturen niets meer naar dit nummer of adres.", "Een medewerker zoekt het uit."),
)
STOP = Action(
    key="stop",
    level=Level.OPENED,
    link="Ik wil geen berichten meer",
    title="Geen berichten meer",
    told=("Dit verandert niets aan wat u nog moet betalen.",),
    asks=(
        Ask(
            name="welke",
            kind=AskKind.CHOICE,
            question="Wat wilt u niet meer?",
            answers=(
                Answer(
                    value="zo",
                    words="Geen berichten meer zoals dit bericht",
                    labels=(Label.STOP_CHANNEL,),
                    stop="this",
                ),
                Answer(value="alles", words="Helemaal geen berichten meer", labels=(Label.STOP_ALL,)),
            ),
            is_needed=True,
            mistake="Kies wat u niet meer wilt",
        ),
    ),
    done=("Wij schreven uw keuze op, en houden ons eraan.",),
)
LANGUAGE = Action(
    key="taal",
    level=Level.OPENED,
    link="Ik begrijp geen Nederlands (I do not speak Dutch)",
    title="Een andere taal",
    told=("Wij zoeken iemand die uw taal spreekt. We will look for somebody who speaks your language.",),
    asks=(
        Ask(
            name="taal",
            kind=AskKind.CHOICE,
            question="Welke taal? Which language?",
            answers=(
                *(
                    Answer(value=code, words=name, entities={"language": code})
                    for code, name in LANGUAGES.items()
                ),
                Answer(value="anders", words="Een andere taal (another language)"),
            ),
            is_needed=True,
            mistake="Kies een taal. Choose a language",
        ),
    ),
    labels=(Label.OTHER_LANGUAGE,),
    done=("Wij zoeken iemand die uw taal spreekt.", "We will look for somebody who speaks your language."),
)
FOR_EVERYBODY = (CALL, HELP, WRONG, STOP, LANGUAGE)
