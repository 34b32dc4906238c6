"""A house to measure in: a fresh SQLite database, the shipped templates, and as many cases as asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from app.clock import SimulatedClock
from app.settings import Settings
from app.wiring import House, open_store
from engine.domain.case import Case, CaseStatus, ChargeKind, ClaimLine, CollectorRole, Jurisdiction, Phase
from engine.domain.contact import Position
from engine.domain.people import ContactPoint, Debtor, DebtorKind, PointKind, PostalAddress
from engine.domain.portfolio import PortfolioRecord
from engine.store.upgrade import upgrade
from preferences.change import Change, Field, Through

#: a Tuesday at noon in Amsterdam: everything may leave
NOON = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
#: 45% e-mail, 35% SMS, 5% WhatsApp, 15% letter
MIX = ("email",) * 9 + ("sms",) * 7 + ("whatsapp",) + ("letter",) * 3
BATCH = 1_000


@contextmanager
def empty_house() -> Iterator[tuple[House, SimulatedClock]]:
    """Make a house in a folder of its own, which is gone at the end."""
    with TemporaryDirectory(prefix="minnelijk-bench-") as name:
        folder = Path(name)
        settings = Settings(
            database_url=f"sqlite:///{folder / 'bench.db'}",
            folder=folder,
            campaigns=Path(__file__).parent / "campaigns.yaml",
            # all of these cases come on one day, and nobody is there to release them
            brake_floor=10_000_000,
        )
        clock = SimulatedClock(NOON)
        house = House(settings, open_store(settings), clock)
        upgrade(house.store)
        house.keep_versions()
        yield house, clock


def fill(house: House, first: int, count: int, due_at: datetime | None, mix: tuple[str, ...] = MIX) -> None:
    """Add cases, each with a debtor of its own; None as `due_at`: in the far future."""
    numbers = iter(range(first, first + count))
    while batch := list(islice(numbers, BATCH)):
        records = [record(number, mix) for number in batch]
        positions = [
            Position(
                case_id=f"D-{number}",
                campaign="",
                version="",
                run="",
                step=0,
                since=NOON,
                due_at=due_at or NOON + timedelta(days=300 + number % 400),
                started_at=NOON,
            )
            for number in batch
        ]
        with house.store.begin() as books:
            books.insert_records(records)
            books.move(positions)


def record(number: int, mix: tuple[str, ...] = MIX) -> PortfolioRecord:
    """Make a case with a name, a number, a mailbox, an address and a wish for one channel."""
    debtor_id, case_id = f"P-{number}", f"D-{number}"
    line = ClaimLine(
        kind=ChargeKind.PRINCIPAL,
        description=f"Wasmachine, bestelling B-{number}",
        amount=Decimal(20_000 + number % 50_000) / 100,
        invoice_number=f"2026-{number}",
        invoice_date=date(2026, 1, 1),
        due_on=date(2026, 1, 31),
    )
    case = Case(
        id=case_id,
        debtor_id=debtor_id,
        creditor="witgoedwinkel",
        jurisdiction=Jurisdiction.NL,
        collector_role=CollectorRole.CREDITOR,
        sector="web shop",
        status=CaseStatus.OPEN,
        phase=Phase.NEW,
        opened_at=NOON,
        lines=(line,),
    )
    fingerprint = sha256(case_id.encode()).hexdigest()
    return PortfolioRecord(
        case=case, debtor=_debtor(number), changes=_wishes(number, mix), fingerprint=fingerprint
    )


def _debtor(number: int) -> Debtor:
    house_number = str(1 + number % 300)
    address = PostalAddress(
        street="Lindelaan", house_number=house_number, postcode="1234 AB", town="Voorbeeldstad", country="NL"
    )
    return Debtor(
        id=f"P-{number}",
        name=f"S. Bakker-{number}",
        kind=DebtorKind.PERSON,
        points=(
            ContactPoint(kind=PointKind.MOBILE, value=f"+316{number:08d}"),
            ContactPoint(kind=PointKind.EMAIL, value=f"p{number}@post.example"),
            ContactPoint(
                kind=PointKind.ADDRESS,
                value=f"Lindelaan {house_number}, 1234 AB Voorbeeldstad",
                address=address,
            ),
        ),
    )


def _wishes(number: int, mix: tuple[str, ...]) -> tuple[Change, ...]:
    channel = mix[number % len(mix)]
    wishes = [(Field.CHANNEL_ORDER, channel, "", "")]
    if channel == "whatsapp":
        wishes.append((Field.WHATSAPP_OPT_IN, "yes", "2026-01", "form of the web shop"))
    return tuple(
        Change(
            id=f"w-{number}-{field}",
            debtor_id=f"P-{number}",
            at=NOON - timedelta(days=3),
            by="witgoedwinkel",
            through=Through.IMPORT,
            field=field,
            value=value,
            words=words,
            proof=proof,
        )
        for field, value, words, proof in wishes
    )
