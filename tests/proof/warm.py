"""A rehearsal before the first worker: workers begin as copies of one that has written both kinds."""

import gc
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from channels.wire import open_http
from engine.store.upgrade import upgrade
from tests.proof import workers
from tests.trust import read_trust_once
from tests.walks.house import SmallHouse, a_row, a_store
from tests.walks.on_loopback import a_loopback

NOBODY = "http://127.0.0.1:9"


def rehearse():
    """Write an SMS and an e-mail that nobody takes."""
    with TemporaryDirectory(prefix="minnelijk-proof-") as folder, open_http(), a_loopback(NOBODY) as loopback:
        url = f"sqlite:///{Path(folder) / 'house.db'}"
        store = a_store(url)
        upgrade(store)
        store.close()
        with closing(SmallHouse(url, workers.CAMPAIGN, channels=loopback.by_kind)) as house:
            house.take_in(a_row("C-1", "D-1", prefers="sms"), a_row("C-2", "D-2", prefers="email"))
            for _ in range(2):
                house.decide()
                house.send()
            house.look_after()
    gc.collect()
    gc.freeze()


read_trust_once()
rehearse()
