"""
Decide what is due, and hand over in the same pass what is taken at once.

A channel that writes into a folder of ours keeps nobody waiting, and neither does a provider that answers in
milliseconds. What leaves that way needs no place in the send queue: the rules were asked at this moment, on
these facts, and asking them again would give the same answer. The protocol stays: INTENDED, with the text, is
committed before the channel is called, and the outcome after it (docs/decisions/0024).
"""

from dataclasses import dataclass, field
from datetime import datetime

from engine.agreed import Agreed
from engine.asked_again import AskedAgain
from engine.budget import IN_HAND
from engine.dispatch import Dispatch, Handed
from engine.gather import Desk
from engine.ports import Books
from engine.round import Written, planned_lines
from engine.tick import Looked, Tick, write
from preferences.channel import ContactKind
from preferences.records import replace


class _HeldBack(Exception):
    """A release went too far with what was about to leave: undo the pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Straight:
    """Decides and, for channels at hand, hands over; all else waits in the send queue for `dispatch`."""

    tick: Tick
    dispatch: Dispatch
    #: the kinds of contact whose channel is at hand
    at_hand: frozenset[ContactKind] = field(default_factory=frozenset)

    def run(self, now: datetime, limit: int = 500) -> tuple[Looked, Handed]:
        """Decide the debtors of at most `limit` due cases; gives what was decided, and what left."""
        looked, handed = Looked(), Handed()
        if not self.at_hand:
            return self.tick.run(now, limit), handed
        try:
            with self.tick.store.begin() as books:
                written = self.tick.look(books, now, limit, looked, self.at_hand)
                leaving = self._let_leave(books, written, now)
        except _HeldBack:
            # nothing was written: all of it is decided for the queue, where it is held
            return self.tick.run(now, limit), handed
        handed.outcomes.update(one.outcome for one in leaving.withdrawn)
        # who decides waits for no provider: what does not leave soon goes into the queue after all
        self.dispatch.hand_over(leaving.ready, handed, IN_HAND)
        return looked, handed

    def _let_leave(self, books: Books, written: Written, now: datetime) -> AskedAgain:
        """
        Write the texts and the intentions; what a brake holds or a check refuses goes into the queue.

        Raises _HeldBack when a release goes too far with these: they may not be committed as intended.
        """
        desk = Desk(self.dispatch.catalogue, self.dispatch.writer)
        everything = [*written.contacts, *(one.contact for one in written.leaving)]
        held = self.tick.brake.held_now(books, everything, now)
        leaving = AskedAgain(desk, self.dispatch.new_id, now)
        leaving.let_leave(
            [_standing(one, written) for one in written.leaving if one.contact.reference not in held]
        )
        ready = {one.contact.reference for one in leaving.ready}
        for one in written.leaving:
            if one.contact.reference not in ready:
                written.contacts.append(one.contact)
                written.entries += planned_lines(one, desk)
        write(books, written)
        books.intend_at_once(
            [one.contact for one in leaving.ready], written.windows, self.dispatch.lease_from(now)
        )
        leaving.write(books)
        # counted last: other workers that plan for the same release wait from here to the commit
        held = self.tick.brake.look(books, everything, now)
        if held & {one.contact.reference for one in leaving.ready}:
            raise _HeldBack
        books.hold_queued(held)
        return leaving


def _standing(agreed: Agreed, written: Written) -> Agreed:
    """Let the file of a contact say where its cases stand now: what settles it compares with that."""
    asked, places = agreed.asked, written.positions
    moved = {**asked.file.positions, **{one: places[one] for one in agreed.contact.case_ids}}
    return replace(agreed, asked=replace(asked, file=replace(asked.file, positions=moved)))
