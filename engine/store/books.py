"""The books: every part of the store inside one transaction; an answer to engine.ports.Books."""

from collections.abc import Mapping, Sequence

from engine.domain.touchpoint import Entry, Json, Touchpoint
from engine.dossier.ports import Salvaged
from engine.record.chain import BadLine
from engine.store.access import Access
from engine.store.arrangement_book import ArrangementBook
from engine.store.budgets import Budgets
from engine.store.case_book import CaseBook
from engine.store.choices import Choices
from engine.store.claims import Claims
from engine.store.erasing import Erasing
from engine.store.files import Files
from engine.store.house_book import HouseBook
from engine.store.incoming_book import IncomingBook
from engine.store.ledger import Ledger
from engine.store.ledger_reading import LedgerReading
from engine.store.link_book import LinkBook
from engine.store.notice_book import NoticeBook
from engine.store.partner_book import PartnerBook
from engine.store.portfolio_book import PortfolioBook
from engine.store.provider_events import ProviderEvents
from engine.store.raw_calls import RawCalls
from engine.store.reactions import ReactionBook
from engine.store.referral_book import ReferralBook
from engine.store.release_book import ReleaseBook
from engine.store.reports import Reports
from engine.store.salvage import Salvage
from engine.store.send_queue import SendQueue
from engine.store.sql import Sql
from engine.store.template_book import TemplateBook
from engine.store.tree_book import TreeBook
from engine.store.vault import Vault
from engine.store.vital_signs import VitalSignBook
from engine.store.work_list import WorkList


class StoredBooks(
    Claims,
    Files,
    SendQueue,
    Budgets,
    ReleaseBook,
    CaseBook,
    Choices,
    ReactionBook,
    WorkList,
    ArrangementBook,
    NoticeBook,
    ReferralBook,
    Access,
    PartnerBook,
    LinkBook,
    PortfolioBook,
    HouseBook,
    TemplateBook,
    Reports,
    TreeBook,
    RawCalls,
    ProviderEvents,
    IncomingBook,
    VitalSignBook,
    Erasing,
):
    """All that can be asked of the store; each part stands in a module of its own."""

    def __init__(self, sql: Sql, vault: Vault) -> None:
        super().__init__(sql, vault)
        self._writing = Ledger(sql, vault)
        #: lines, contents and checks of the ledger
        self.ledger = LedgerReading(sql, vault)

    def lines(self, subject: str) -> Sequence[Touchpoint]:
        """Read the lines of a subject of the ledger, without their contents."""
        return self.ledger.lines(subject)

    def verify(self, subject: str) -> BadLine | None:
        """Check the chain of a subject; gives the first line that does not hold."""
        return self.ledger.verify(subject)

    def content(self, line: Touchpoint) -> Mapping[str, Json] | str | None:
        """Decrypt what a line holds; None: it holds nothing, a word: that was erased."""
        return self.ledger.content(line)

    def salvage(self, subject: str) -> Salvaged:
        """Read what can still be read of a subject of the ledger, and say what is wrong with the rest."""
        return Salvage(self._sql, self._vault).read(subject)

    def append(self, entries: Sequence[Entry]) -> None:
        """Add lines to the ledger, in order, each to the chain of its subject."""
        self._writing.append(entries)
