"""A small house: the real store, rules, writer and templates; invented people; providers that remember."""

import os
from dataclasses import replace
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from sqlalchemy import event

from app.catalogue import LiveCatalogue
from app.clock import SimulatedClock
from app.wiring import new_id
from engine.arrangements.watch import ArrangementWatch
from engine.campaigns.versions import campaign_as_json, campaign_from_json, version_of
from engine.dispatch import Dispatch
from engine.domain.campaign import Cap
from engine.domain.portfolio import PortfolioRecord
from engine.domain.staff import StaffRole
from engine.gather import Desk
from engine.inquiry import ask_why
from engine.portfolio.importing import PortfolioImport
from engine.rendering.writing import open_writer
from engine.steer import Steering
from engine.store.database import open_database
from engine.store.vault import Vault
from engine.straight import Straight
from engine.sweep import Sweep
from engine.tick import Tick
from engine.time_machine import TimeMachine
from preferences.channel import CONTACT_BY, ChannelKind
from tests.builders import NOW, a_campaign, a_firm, an_agency, an_organisation
from tests.walks.providers import providers

HOUSE_KEY = bytes(range(32))
TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "nl_b1"
LEASE = timedelta(minutes=10)
ACTOR = "anna"


@cache
def the_writer():
    """Read the real templates once."""
    return open_writer(TEMPLATES)


def a_store(url):
    """Open a database; on SQLite without waiting for the disk, because nobody here cuts the power."""
    store = open_database(url, Vault(HOUSE_KEY, os.urandom))
    if store.engine.dialect.name == "sqlite":
        event.listen(store.engine, "connect", lambda one, _: one.execute("PRAGMA synchronous = OFF"))
    return store


def versioned(campaign):
    """Give a campaign the version that its content has, so that it can be kept and read back."""
    return replace(campaign, version=version_of(campaign_as_json(campaign)))


def the_organisation(*creditors, **changes):
    """
    An agency with a cap of two contacts in seven days, over all its creditors.

    Its version tells it from every other one, as that of a file does: texts are kept by version.
    """
    # a name on a screen that others see must not tell of a debt (NL-72)
    agency = an_agency(
        cap=Cap(contacts=2, days=7),
        firm=a_firm(name="Bureau Voorbeeld", website="https://bureau.example"),
        complaint_route="klacht@bureau.example",
        dispute_route="bezwaar@bureau.example",
    )
    known = {"creditors": creditors} if creditors else {}
    made = an_organisation(**{"agency": agency, **known, **changes})
    return replace(made, version=sha256(repr(made).encode()).hexdigest()[:12])


def a_row(case_id="C-1", debtor_id="D-1", **cells):
    """One row of a portfolio; a cell that is None is left empty."""
    ordinary = {
        "case_id": case_id,
        "debtor_id": debtor_id,
        "creditor": "woonstad",
        "debtor_name": "Anna Jansen",
        "opened_on": "2026-02-20",
        "description": "Huur januari 2026",
        "described_on": "2026-02-20",
        "invoice_number": f"F-{case_id}",
        "invoice_date": "2026-01-01",
        "due_on": "2026-01-31",
        "amount": "120.50",
        "mobile": "06 12345600",
        "email": "a.jansen@post.example",
        "street": "Lindelaan",
        "house_number": "12",
        "postcode": "1234 AB",
        "town": "Voorbeeldstad",
        "country": "NL",
    }
    return {name: value for name, value in (ordinary | cells).items() if value is not None}


#: every kind of contact that a channel carries
EVERY_KIND = frozenset(CONTACT_BY.values())


class SmallHouse:
    """Everything that a walk needs, over one database."""

    def __init__(self, url, *campaigns, start=NOW, organisation=None, writer=None, channels=None):
        self.url = url
        self.clock = SimulatedClock(start)
        self.store = a_store(url)
        self.writer = writer or the_writer()
        self.channels = channels or providers(self.clock)
        self.organisation = organisation or the_organisation()
        self.load(*(campaigns or (a_campaign(),)))
        with self.store.begin() as books:
            books.put_staff(ACTOR, StaffRole.TEAM_LEAD.value)

    def load(self, *campaigns, organisation=None):
        """Begin to work with these campaigns, as after a restart."""
        current = tuple(map(versioned, campaigns))
        self.organisation = organisation or self.organisation
        self.catalogue = LiveCatalogue(current, self.organisation, self._kept)
        with self.store.begin() as books:
            for one in current:
                books.put_campaign_version(one.name, one.version, campaign_as_json(one), self.clock())

    def _kept(self, name, version):
        with self.store.read() as books:
            return campaign_from_json(books.campaign_version(name, version))

    def straight(self, at_hand=frozenset()):
        """Decide; contacts of these kinds leave in the same pass."""
        return Straight(tick=self.tick(), dispatch=self.dispatch(), at_hand=at_hand)

    def tick(self):
        return Tick(store=self.store, catalogue=self.catalogue, writer=self.writer, new_id=new_id)

    def dispatch(self):
        return Dispatch(
            store=self.store,
            catalogue=self.catalogue,
            writer=self.writer,
            channels=self.channels,
            clock=self.clock,
            new_id=new_id,
            owner=new_id(),
            lease=LEASE,
        )

    def sweep(self):
        return Sweep(store=self.store, catalogue=self.catalogue, writer=self.writer, new_id=new_id)

    def take_in(self, *rows):
        """Import rows of a portfolio."""
        imported = PortfolioImport(
            store=self.store, organisation=self.organisation, now=self.clock(), actor=ACTOR
        ).run(enumerate(rows, start=2))
        assert not imported.rejects
        return imported

    def put(self, case, debtor):
        """Put a case into the books past the import, which would refuse it."""
        record = PortfolioRecord(case=case, debtor=debtor, fingerprint=case.id)
        with self.store.begin() as books:
            books.insert_records([record])

    def decide(self):
        return self.tick().run(self.clock())

    def send(self, limit=100):
        return self.dispatch().run(limit).outcomes

    def decide_and_send(self):
        return self.straight(EVERY_KIND).run(self.clock())

    def look_after(self):
        return self.sweep().run(self.clock())

    def go_to(self, moment):
        self.clock.set(moment)

    def let_pass(self, **time):
        self.clock.set(self.clock() + timedelta(**time))

    def play(self, **time):
        """Play everything that is due in a stretch of time."""
        start = self.clock()
        self.time_machine().play(start, start + timedelta(**time))

    def time_machine(self):
        return TimeMachine(
            straight=self.straight(),
            sweep=self.sweep(),
            arrangements=ArrangementWatch(store=self.store, new_id=new_id),
            moments=self,
            set_clock=self.clock.set,
        )

    def next_moment(self):
        with self.store.read() as books:
            return books.next_moment()

    def steer(self, act):
        """Let a person act: `act` gets the steering of one transaction."""
        with self.store.begin() as books:
            return act(self.acting(books))

    def acting(self, books):
        return Steering(books, ACTOR, self.clock(), new_id)

    @property
    def calls(self):
        """Every call of every provider, in order."""
        return self.channels[ChannelKind.EMAIL].calls

    @property
    def taken(self):
        """Give what left the house, in order."""
        return [call for call in self.calls if call.taken]

    def file(self, debtor_id="D-1"):
        with self.store.read() as books:
            return books.files([debtor_id])[0]

    def contacts(self, debtor_id="D-1"):
        return self.file(debtor_id).contacts

    def position(self, case_id="C-1", debtor_id="D-1"):
        return self.file(debtor_id).positions[case_id]

    def tasks(self):
        with self.store.read() as books:
            return list(books.tasks())

    def lines(self, subject="case:C-1"):
        with self.store.read() as books:
            return list(books.lines(subject))

    def told(self, case_id="C-1"):
        """Say in words what the ledger tells of a case, in order: outcomes of contacts, and decisions."""
        lines = self.lines(f"case:{case_id}")
        return [str(line.outcome or line.public.get("decision") or line.kind) for line in lines]

    def reasons(self, case_id="C-1"):
        """Give the reason of every line about a case that has one."""
        return [line.public["because"] for line in self.lines(f"case:{case_id}") if "because" in line.public]

    def content(self, line):
        with self.store.read() as books:
            return books.ledger.content(line)

    def why(self, case_id="C-1"):
        with self.store.read() as books:
            return ask_why(books, Desk(self.catalogue, self.writer), case_id, self.clock())

    def close(self):
        self.store.close()
