"""Health: what monitors ask."""

from fastapi.testclient import TestClient

from app.health import StoreHealth
from app.settings import Settings
from app.wiring import open_store
from engine.store.upgrade import upgrade
from web.site import make_site


class Health:
    def __init__(self, trouble=""):
        self.said = trouble

    def trouble(self):
        return self.said


def test_is_alive_also_while_it_cannot_work():
    answer = TestClient(make_site(Health("no database"))).get("/livez")

    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_is_ready_while_nothing_is_wrong():
    answer = TestClient(make_site(Health())).get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


def test_is_not_ready_and_says_why():
    answer = TestClient(make_site(Health("the disk is full"))).get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "because": "the disk is full"}


def test_shows_nothing_else():
    site = TestClient(make_site(Health()))

    assert [site.get(path).status_code for path in ("/", "/docs", "/openapi.json")] == [404, 404, 404]


def a_store(folder, url):
    return open_store(Settings(folder=folder, database_url=url, _env_file=None))


def test_the_house_is_ready_when_its_tables_are_the_newest(tmp_path):
    store = a_store(tmp_path, f"sqlite:///{tmp_path / 'house.db'}")
    before = StoreHealth(store).trouble()

    upgrade(store)

    assert before == "the tables are not the newest: run `minnelijk db upgrade`"
    assert StoreHealth(store).trouble() == ""
    store.close()


def test_the_house_is_not_ready_when_its_database_does_not_answer(tmp_path):
    # without a key nobody knows whether the database was filled with another one: then nothing begins at all
    (tmp_path / "wrapping.key").write_bytes(bytes(32))
    store = a_store(tmp_path, "postgresql+psycopg://me:geheim@127.0.0.1:1/nothing")

    trouble = StoreHealth(store).trouble()

    assert "does not answer" in trouble
    assert "geheim" not in trouble
