"""The fake providers in a process of their own: nobody who counts or kills keeps them waiting."""

from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import httpx

from channels.fakes.settings import FakeSettings
from tests.channels.loopback import SETTINGS, Fake, served_fake
from tests.proof.workers import CONTEXT

#: the history of a hundred thousand messages takes a while
PATIENCE = 300
#: a connection that is kept may be closed by the other side in the moment in which we ask again
EACH_ANEW = httpx.Limits(max_keepalive_connections=0)


@contextmanager
def a_provider():
    """Lend both fake providers on real clocks; they report nothing by themselves."""
    mine, its = CONTEXT.Pipe()
    process = CONTEXT.Process(target=_serve, args=(its,), daemon=True)
    process.start()
    its.close()
    try:
        url = mine.recv()
        with httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE, limits=EACH_ANEW) as http:
            http.post("/_reports", json={"habit": "never"}).raise_for_status()
            yield Fake(url, http, SETTINGS)
    finally:
        mine.close()
        process.kill()
        process.join()


def _serve(pipe):
    settings = FakeSettings(
        account_sid=SETTINGS.account_sid,
        auth_token=SETTINGS.auth_token,
        sendgrid_key=SETTINGS.sendgrid_key,
    )
    with served_fake(settings, now=lambda: datetime.now(UTC)) as fake:  # noqa: TID251 - a real clock
        pipe.send(fake.url)
        with suppress(EOFError):
            pipe.recv()
