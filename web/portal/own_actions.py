"""What somebody can do about their own case, once they proved who they are."""

from engine.arrangements.heard import AFFORDABLE
from engine.referral.wording import GUIDANCE, WARM_REFERRAL
from engine.replies.label import Label
from engine.visiting import Level
from web.portal.actions import FOR_EVERYBODY, PARTS_OF_DAY, WORDS
from web.portal.asking import Action, Answer, Ask, AskKind

DAY_HINT = "Bijvoorbeeld 3-6-2026."
DAY_MISTAKE = "Vul een dag in, zoals 3-6-2026"
LEFT_MISTAKE = "Vul een bedrag in, zoals 25 of 0, of laat dit leeg"
AMOUNT_MISTAKE = "Vul een bedrag in, zoals 25 of 25,50"

PAID = Action(
    key="betaald",
    level=Level.KNOWN,
    link="Ik heb al betaald",
    title="Ik heb al betaald",
    told=("Wij zoeken uw betaling op. Zo lang sturen wij u geen herinnering.",),
    asks=(
        Ask(
            name="dag",
            kind=AskKind.DAY,
            question="Wanneer betaalde u?",
            hint=DAY_HINT,
            is_needed=True,
            mistake=DAY_MISTAKE,
            entity="date",
        ),
        WORDS,
    ),
    labels=(Label.PAID,),
    done=("Wij zoeken uw betaling op. Zo lang hoort u niets van ons.",),
)
WILL_PAY = Action(
    key="ik-betaal",
    level=Level.KNOWN,
    link="Ik betaal op een dag die ik zelf kies",
    title="Ik betaal later",
    told=("Kies een dag. Tot die dag sturen wij u geen herinnering.",),
    asks=(
        Ask(
            name="dag",
            kind=AskKind.DAY,
            question="Wanneer betaalt u?",
            hint=DAY_HINT,
            is_needed=True,
            mistake=DAY_MISTAKE,
            entity="date",
        ),
    ),
    labels=(Label.WILL_PAY,),
    done=("Wij schreven uw dag op. Tot dan sturen wij u geen herinnering.",),
)
IN_PARTS = Action(
    key="regeling",
    level=Level.KNOWN,
    link="Ik wil in delen betalen",
    title="In delen betalen",
    told=("Een regeling is gratis. Kies een bedrag dat u elke maand kunt missen.",),
    asks=(
        Ask(
            name="bedrag",
            kind=AskKind.AMOUNT,
            question="Hoeveel euro wilt u elke maand betalen?",
            hint="Houd genoeg over voor huur, eten en zorg.",
            is_needed=True,
            mistake=AMOUNT_MISTAKE,
            entity="per_month",
        ),
        Ask(
            name="missen",
            kind=AskKind.AMOUNT,
            question="Hoeveel euro kunt u elke maand missen?",
            hint="Wat houdt u over na huur, eten en zorg? Dan vragen wij nooit meer dan dat.",
            mistake=LEFT_MISTAKE,
            entity=AFFORDABLE,
            may_be_nothing=True,
        ),
        WORDS,
    ),
    labels=(Label.ARRANGEMENT,),
    done=(
        "Past uw voorstel? Dan krijgt u een bericht met alle dagen en bedragen.",
        "Past het niet meteen? Dan bekijkt een medewerker het met u.",
    ),
)
NOT_RIGHT = Action(
    key="klopt-niet",
    level=Level.KNOWN,
    link="Dit klopt niet",
    title="Dit klopt niet",
    told=("Wij zoeken het uit. Zo lang sturen wij u geen herinnering.",),
    asks=(
        Ask(
            name="wat",
            kind=AskKind.CHOICE,
            question="Wat klopt er niet?",
            answers=(
                Answer(value="bedrag", words="Het bedrag klopt niet", labels=(Label.DISPUTE,)),
                Answer(value="niet-van-mij", words="Ik heb dit niet gekocht", labels=(Label.DISPUTE,)),
                Answer(value="geleverd", words="Ik kreeg niet wat ik kocht", labels=(Label.DISPUTE,)),
                Answer(value="klacht", words="Ik heb een klacht over u", labels=(Label.COMPLAINT,)),
                Answer(value="anders", words="Iets anders", labels=(Label.DISPUTE,)),
            ),
            is_needed=True,
            mistake="Kies wat er niet klopt",
        ),
        Ask(
            name="woorden",
            kind=AskKind.WORDS,
            question="Vertel kort wat er niet klopt",
            is_needed=True,
            mistake="Vertel wat er niet klopt",
        ),
    ),
    done=("Wij zoeken het uit en schrijven u wat wij vinden.", "Zo lang sturen wij u geen herinnering."),
)
CHOICES = Action(
    key="keuzes",
    level=Level.KNOWN,
    link="Kiezen hoe en wanneer u bericht krijgt",
    title="Uw keuzes",
    told=("Kies wat u wilt veranderen. De rest blijft zoals het is.",),
    asks=(
        Ask(
            name="hoe",
            kind=AskKind.CHOICE,
            question="Hoe krijgt u het liefst bericht?",
            answers=tuple(
                Answer(value=value, words=words, labels=(Label.CHANNEL_PREF,), entities={"channel": value})
                for value, words in (("sms", "Een sms"), ("email", "Een e-mail"), ("letter", "Een brief"))
            ),
        ),
        Ask(
            name="wanneer",
            kind=AskKind.CHOICE,
            question="Wanneer krijgt u het liefst bericht?",
            answers=tuple(
                Answer(value=one.value, words=one.words, labels=(Label.TIME_PREF,), entities=one.entities)
                for one in PARTS_OF_DAY
            ),
        ),
    ),
    done=("Wij schreven uw keuze op, en houden ons eraan.",),
    needs_any=True,
)
QUESTION = Action(
    key="vraag",
    level=Level.KNOWN,
    link="Ik heb een vraag",
    title="Stel een vraag",
    told=("Een medewerker leest uw vraag en antwoordt.",),
    asks=(
        Ask(
            name="woorden",
            kind=AskKind.WORDS,
            question="Wat wilt u vragen?",
            is_needed=True,
            mistake="Schrijf uw vraag op",
        ),
    ),
    labels=(Label.QUESTION,),
    done=("Een medewerker leest uw vraag en antwoordt.",),
)
SAY_YES_OR_NO = Ask(
    name="antwoord",
    kind=AskKind.CHOICE,
    question="Wilt u dit?",
    is_needed=True,
    mistake="Kies ja of nee",
)
HELP_NEARBY = Action(
    key="hulp-dichtbij",
    level=Level.KNOWN,
    link="Kies of iemand u belt om te helpen",
    title="Mag iemand u bellen om te helpen?",
    told=(),
    asks=(SAY_YES_OR_NO,),
    done=("Wij schreven uw antwoord op.", "Zei u ja? Dan krijgt u bericht wie u belt."),
    subject=WARM_REFERRAL,
)
GUIDED = Action(
    key="begeleiding",
    level=Level.KNOWN,
    link="Kies of u hulp van een vaste medewerker wilt",
    title="Wilt u hulp van een vaste medewerker?",
    told=(),
    asks=(SAY_YES_OR_NO,),
    done=("Wij schreven uw antwoord op.", "Zei u ja? Dan bellen wij u om een afspraak te maken."),
    subject=GUIDANCE,
)
FOR_ONESELF = (HELP_NEARBY, GUIDED, PAID, WILL_PAY, IN_PARTS, NOT_RIGHT, QUESTION, CHOICES)
ACTIONS = {action.key: action for action in (*FOR_EVERYBODY, *FOR_ONESELF)}
