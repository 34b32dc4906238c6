"""The page of debtors on loopback: a house that sent a message, its site, and a browser without scripts."""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import httpx
import pytest

from app.clock import SimulatedClock
from app.health import HouseHealth
from app.letterbox import StoreLetterbox
from app.portal import door_for_debtors
from app.wiring import House
from tests.app.command import done, shipped
from tests.channels.loopback import serving
from tests.patience import PATIENCE
from web.site import make_site

#: a Tuesday at 11:00 in Amsterdam
START = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
BORN = "1980-06-03"
#: a debtor with a mobile number, a mailbox and an address
CASE = "D-1002"
LINK = re.compile(r"https://[\w.-]+/([A-Za-z0-9]{22})\b")


@dataclass
class Sent:
    """A house that sent messages, and its site."""

    house: House
    clock: SimulatedClock
    url: str = ""

    def message(self, case_id, number=-1):
        """Read the text of a message as it left."""
        with self.house.store.read() as books:
            lines = [one for one in books.lines(f"case:{case_id}") if one.outcome == "intended"]
            content = books.content(lines[number])
        assert isinstance(content, dict), content
        return str(content["body"])

    def code(self, case_id, number=-1):
        (code,) = set(LINK.findall(self.message(case_id, number)))
        return code

    def work(self):
        """Work what was sent in, as the daemon does."""
        return self.house.intake().run(self.clock())

    def go_on(self, **later):
        """Decide and send, some time later."""
        self.clock.now += timedelta(**later)
        self.house.tick().run(self.clock())
        self.house.dispatch().run()


def out(desk, *case_ids, **cells):
    """Import cases and send their first messages."""
    changes = {"prefers": "sms", "birth_date": BORN, "whatsapp_opt_in": ""} | cells
    clock = SimulatedClock(START)
    with pytest.MonkeyPatch.context() as patch:
        # the import happens at that moment too
        patch.setattr("app.wiring.real_clock", clock)
        done("import", shipped(desk.folder / "portfolio.csv", *case_ids, **changes), "--as", "anna")
    sent = Sent(desk.open(clock), clock)
    sent.house.keep_versions()
    sent.go_on()
    return sent


@contextmanager
def served(sent):
    """Serve the site of a house."""
    letterbox = StoreLetterbox(sent.house.store)
    letterbox.open()
    health = HouseHealth(sent.house.store, sent.house.settings, sent.house.clock)
    site = make_site(health, last=door_for_debtors(sent.house, letterbox))
    try:
        with serving(lambda _: site) as url:
            sent.url = url
            yield sent
    finally:
        letterbox.close()
        sent.house.store.close()


class Page(HTMLParser):
    """What a browser without JavaScript sees: words, links, and forms with their fields."""

    def __init__(self, html):
        super().__init__()
        self.words, self.links, self.forms, self.ids, self.labels = [], [], [], set(), set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if "id" in told:
            assert told["id"] not in self.ids, f"two elements are called {told['id']}"
            self.ids.add(told["id"])
        if tag == "a":
            self.links.append(told["href"])
        if tag == "label":
            self.labels.add(told["for"])
        if tag == "form":
            self.forms.append({"action": told["action"], "fields": []})
        if tag in {"input", "textarea", "button"} and self.forms:
            self.forms[-1]["fields"].append({"tag": tag} | told)

    def handle_data(self, data):
        if data.strip():
            self.words.append(" ".join(data.split()))

    @property
    def text(self):
        return " ".join(self.words)

    def form(self, action):
        return next(one for one in self.forms if one["action"] == action)


@dataclass
class Browser:
    """
    A browser that keeps cookies and follows redirects, and nothing else.

    As real ones do it takes loopback for safe, so a cookie for TLS only goes there too; httpx does not.
    """

    url: str
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    #: every address that was asked for
    seen: list[str] = field(default_factory=list)

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        self.http.close()

    def __post_init__(self):
        self.http = httpx.Client(base_url=self.url, trust_env=False, timeout=PATIENCE)

    def ask(self, method, path, **more):
        """Ask for an address, and go where it sends us."""
        answer = self.once(method, path, **more)
        while answer.is_redirect:
            answer = self.once("GET", answer.headers["location"])
        return answer

    def once(self, method, path, headers=(), **more):
        self.seen.append(path)
        kept = "; ".join(f"{one.key}={one.coded_value}" for one in self.cookies.values())
        told = dict(headers) | ({"cookie": kept} if kept else {})
        self.http.cookies.clear()
        answer = self.http.request(method, path, headers=told, **more)
        self.cookies.load(answer.headers.get("set-cookie", ""))
        self.cookies = SimpleCookie(
            {name: one for name, one in self.cookies.items() if one["max-age"] != "0"}
        )
        return answer

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def page(self, path):
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return Page(answer.text)

    def fill_in(self, path, **fields):
        """Open a form and send it, as somebody does who fills in some of its fields."""
        page = self.page(path)
        hidden = {
            one["name"]: one["value"]
            for one in page.form(path)["fields"]
            if one["tag"] == "input" and one["type"] == "hidden"
        }
        return self.ask("POST", path, data=hidden | fields)

    def open(self, code):
        answer = self.get(f"/{code}")
        assert urlsplit(str(answer.url)).path == "/bericht", answer.text
        return Page(answer.text)

    def prove(self, geboren="3-6-1980", postcode="1234 ab"):
        return self.fill_in("/zaak", geboren=geboren, postcode=postcode)
