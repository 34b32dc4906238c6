"""A rehearsal before the first process: all others begin as copies of one that has written both kinds."""

import gc
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.store.upgrade import upgrade
from tests.trust import read_trust_once
from tests.walks.house import SmallHouse, a_row, a_store
from tests.walks.on_loopback import a_loopback

NOBODY = "http://127.0.0.1:9"


def rehearse(*campaigns):
    """Write an SMS and an e-mail that nobody takes."""
    read_trust_once()
    with TemporaryDirectory(prefix="minnelijk-proof-") as folder, a_loopback(NOBODY) as loopback:
        url = f"sqlite:///{Path(folder) / 'house.db'}"
        store = a_store(url)
        upgrade(store)
        store.close()
        with closing(SmallHouse(url, *campaigns, channels=loopback.by_kind)) as house:
            house.take_in(a_row("C-1", "D-1", prefers="sms"), a_row("C-2", "D-2", prefers="email"))
            for _ in range(2):
                house.decide()
                house.send()
            house.look_after()
    gc.collect()
    gc.freeze()
