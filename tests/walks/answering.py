"""A house, its doors, and the fakes through which a debtor answers over HTTP."""

from tests.webhooks.inbound import MAILBOX, NOWHERE, NUMBER, WORD, work


class Walk:
    """A house, its doors, and the fakes through which a debtor answers."""

    def __init__(self, house, fake, doors, postcodes=NOWHERE):
        self.house, self.fake, self.doors = house, fake, doors
        self.postcodes = postcodes

    def text(self, words, number=NUMBER):
        told = {"number": number, "words": words, "url": f"{self.doors}/twilio/inbound"}
        self._hear("/_inbound", told)

    def mail(self, words, **more):
        told = {"sender": MAILBOX, "words": words, "url": f"{self.doors}/sendgrid/inbound/{WORD}"}
        self._hear("/_inbound_mail", told | more)

    def _hear(self, path, told):
        before = self._taken_at_doors()
        self.fake.http.post(path, json=told).raise_for_status()
        # who delivers it, this call or the fake's own clock, is all the same
        self.fake.advance()
        assert self._taken_at_doors() > before, self.fake.history()["reports"]
        work(self.house, self.postcodes)

    def _taken_at_doors(self):
        told = self.fake.history()["reports"]
        return sum(one["url"].startswith(f"{self.doors}/") and one["answer"] in {200, 204} for one in told)

    def sent(self):
        """Decide and send; gives channel and template of what left in that."""
        before = {one.reference for one in self.house.contacts()}
        self.house.decide()
        self.house.send()
        fresh = [one for one in self.house.contacts() if one.reference not in before]
        return [(one.kind.value, self.template(one)) for one in fresh if one.outcome.may_have_reached]

    def template(self, contact):
        notice = self.house.file().notices.get(contact.run)
        return notice.template if notice else contact.step
