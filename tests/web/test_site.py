"""Health: what monitors ask."""

from fastapi.testclient import TestClient

from web.site import make_site


class Health:
    def __init__(self, **trouble):
        self.said = trouble

    def trouble(self):
        return self.said


def test_is_alive_also_while_it_cannot_work():
    answer = TestClient(make_site(Health(database="it does not answer"))).get("/livez")

    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_is_ready_while_nothing_is_wrong():
    answer = TestClient(make_site(Health())).get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


def test_is_not_ready_and_says_why():
    answer = TestClient(make_site(Health(disk="it is full"))).get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "because": {"disk": "it is full"}}


def test_shows_nothing_else():
    site = TestClient(make_site(Health()))

    assert [site.get(path).status_code for path in ("/", "/docs", "/openapi.json")] == [404, 404, 404]
