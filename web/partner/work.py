"""What somebody of a partner does on its pages: look, report a client, answer, and ask for more time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import Request, Response
from starlette.status import HTTP_404_NOT_FOUND

from engine.domain.partner import PartnerSaid
from engine.referral.clocks import Days
from engine.referral.partner_view import PartnerView, SeenClient, SeenReferral
from web.forms import Fields
from web.partner.door import Guest, PartnerDoor
from web.partner.filling_in import USED_BEFORE, filled_answer, filled_extension, filled_report
from web.partner.words import ANSWERS, CLIENT_ANSWERS, CLIENT_STATES, STATES

REPORT = "melden"
Own = tuple[tuple[SeenReferral, ...], tuple[SeenClient, ...]]


@dataclass(frozen=True, slots=True)
class PartnerWork:
    """Shows a partner its own things, and takes in what it tells."""

    door: PartnerDoor

    def home(self, request: Request) -> Response:
        """List the referrals and the clients of the partner."""

        def answer(guest: Guest, own: Own) -> Response:
            referrals, clients = own
            return self.door.show(
                "work",
                guest,
                referrals=[(one, STATES[one.state]) for one in referrals],
                clients=[(one, CLIENT_STATES[one.state]) for one in clients],
            )

        return self.door.inside(request, lambda view: (view.referrals(), view.clients()), answer)

    def page(self, request: Request, name: str) -> Response:
        """Show a page that needs nothing but the code."""
        return self.door.inside(request, lambda _: None, lambda guest, _: self.door.show(name, guest))

    def report(self, request: Request, fields: Fields | None = None) -> Response:
        """Show the form for a client, or take it in."""

        def answer(guest: Guest, used_before: bool) -> Response:  # noqa: FBT001 - what was seen
            if guest.partner.protocol is None:
                return self._nothing(guest)
            if fields is None:
                return self.door.form("report", guest, REPORT)
            filled = filled_report(fields, self._today(guest))
            if used_before:
                filled.mistakes["kenmerk"] = USED_BEFORE
            taken = self.door.take(guest, REPORT, filled)
            return taken or self.door.form("report", guest, REPORT, filled)

        reference = (fields or {}).get("kenmerk", "").strip()
        return self.door.inside(request, lambda view: view.has_reported(reference), answer)

    def client(self, request: Request, report_id: str, fields: Fields | None = None) -> Response:
        """Show one client of the partner, or take in how it stands."""

        def answer(guest: Guest, found: SeenClient | None) -> Response:
            return self._nothing(guest) if found is None else self._client(guest, found, fields)

        return self.door.inside(request, lambda view: view.client(report_id), answer)

    def referral(self, request: Request, referral_id: str, fields: Fields | None = None) -> Response:
        """Show one referral and who is to be phoned, or take in an answer."""

        def answer(guest: Guest, seen: tuple[SeenReferral | None, Mapping[str, object]]) -> Response:
            found, person = seen
            return self._nothing(guest) if found is None else self._referral(guest, found, person, fields)

        def see(view: PartnerView) -> tuple[SeenReferral | None, Mapping[str, object]]:
            person = {"name": "", "phone": "", "email": "", **view.person(referral_id)}
            return view.referral(referral_id), person

        return self.door.inside(request, see, answer)

    def longer(self, request: Request, referral_id: str, fields: Fields | None = None) -> Response:
        """Show the form for a longer stop, or take it in."""

        def answer(guest: Guest, found: SeenReferral | None) -> Response:
            return self._nothing(guest) if found is None else self._longer(guest, found, fields)

        return self.door.inside(request, lambda view: view.referral(referral_id), answer)

    def _longer(self, guest: Guest, referral: SeenReferral, fields: Fields | None) -> Response:
        about, today = f"langer {referral.id}", self._today(guest)
        last = referral.quiet_until or date.min
        filled = None if fields is None else filled_extension(fields, referral.id, last, today)
        taken = self.door.take(guest, about, filled) if filled else None
        return taken or self.door.form("longer", guest, about, filled, referral=referral)

    def _client(self, guest: Guest, client: SeenClient, fields: Fields | None) -> Response:
        about, answers = f"client {client.id}", {one: CLIENT_ANSWERS[one] for one in client.answers}
        filled = None if fields is None else filled_answer(fields, client.reference, answers)
        taken = self.door.take(guest, about, filled) if filled else None
        return taken or self.door.form(
            "client",
            guest,
            about,
            filled,
            client=client,
            state=CLIENT_STATES[client.state],
            answers=_choices(answers),
        )

    def _referral(
        self, guest: Guest, referral: SeenReferral, person: Mapping[str, object], fields: Fields | None
    ) -> Response:
        about, answers = f"referral {referral.id}", {one: ANSWERS[one] for one in referral.answers}
        filled = None if fields is None else filled_answer(fields, referral.id, answers)
        taken = self.door.take(guest, about, filled) if filled else None
        return taken or self.door.form(
            "helping",
            guest,
            about,
            filled,
            referral=referral,
            state=STATES[referral.state],
            person=person,
            answers=_choices(answers),
        )

    def _nothing(self, guest: Guest) -> Response:
        return self.door.show("nothing", guest, HTTP_404_NOT_FOUND)

    def _today(self, guest: Guest) -> date:
        return Days(guest.partner.jurisdiction).day(self.door.host.clock())


def _choices(answers: dict[PartnerSaid, str]) -> list[tuple[str, str]]:
    return [(one.value, words) for one, words in answers.items()]
