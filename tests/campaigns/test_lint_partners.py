"""Partners in organisation.yaml, and the table of postcodes: every mistake with its line and its fix."""

from datetime import date

import pytest

from engine.campaigns.lint.organisation import lint_organisation
from engine.campaigns.loading import load_organisation
from engine.campaigns.postcodes import load_postcodes
from engine.domain.case import Jurisdiction
from tests.builders import a_debtor, a_postal_point, an_address
from tests.campaigns.test_mistakes import ORGANISATION
from tests.campaigns.yaml_files import SHELF

TODAY = date(2026, 6, 9)
PARTNERS = """\
postcodes: postcodes.csv
partners:
  stad:
    name: Gemeente Stad
    kind: municipality
    jurisdiction: nl
    phone: +31 10 000 00 09
    email: hulp@stad.example
    warm_referrals: true
  dorp: {name: Gemeente Dorp, kind: municipality, jurisdiction: nl, phone: +31 10 000 00 08, email: hulp@dorp.example, warm_referrals: true}
  ocmw: {name: OCMW Stad, kind: ocmw, jurisdiction: be, phone: +32 3 000 00 09, email: hulp@ocmw.example, warm_referrals: true}
  coach: {name: Coach, kind: budget_coach, jurisdiction: nl}
"""  # noqa: E501 - one partner a line
ROWS = """\
country,from,to,partner,source
NL,1000,1999,stad,invented
NL,1200,1299,dorp,invented
BE,2000,2999,ocmw,invented
"""


def written(tmp_path, partners=PARTNERS, rows=ROWS):
    file = tmp_path / "organisation.yaml"
    text = ORGANISATION.replace("  help_page", "  email: vragen@bureau.example\n  help_page")
    file.write_text(text + partners, encoding="utf-8")
    (tmp_path / "postcodes.csv").write_text(rows, encoding="utf-8")
    return file


def the_table(tmp_path, rows=ROWS):
    file = written(tmp_path, rows=rows)
    organisation = load_organisation(file).organisation
    assert organisation is not None
    return load_postcodes(file, organisation)


@pytest.mark.parametrize(
    ("country", "postcode", "partner"),
    [
        (Jurisdiction.NL, "1100 AB", "stad"),
        (Jurisdiction.NL, "1250ab", "dorp"),
        (Jurisdiction.NL, "1299 ZZ", "dorp"),
        (Jurisdiction.NL, "1300 AA", "stad"),
        (Jurisdiction.NL, "2000 AA", None),
        (Jurisdiction.BE, "2000", "ocmw"),
        (Jurisdiction.BE, "1100", None),
        (Jurisdiction.NL, "onbekend", None),
    ],
)
def test_the_narrowest_range_of_the_country_wins(tmp_path, country, postcode, partner):
    loaded = the_table(tmp_path)

    found = loaded.table.find(country, postcode)

    assert loaded.findings == ()
    assert (found.partner if found else None) == partner


def test_where_a_debtor_lives_decides(tmp_path):
    table = the_table(tmp_path).table
    debtor = a_debtor(points=(a_postal_point(address=an_address(postcode="1250 AB")),))

    assert table.partner_for(debtor, Jurisdiction.NL) == "dorp"
    assert table.partner_for(a_debtor(points=()), Jurisdiction.NL) == ""


@pytest.mark.parametrize(
    ("row", "key", "says"),
    [
        ("FR,1000,1100,stad,x", "country", "write NL or BE"),
        ("NL,1100,1000,stad,x", "from", "four digits"),
        ("NL,abc,1000,stad,x", "from", "four digits"),
        ("NL,3000,3100,stat,x", "partner", 'did you mean "stad"?'),
        ("BE,3000,3100,stad,x", "partner", "correct the country"),
        ("NL,3000,3100,coach,x", "partner", "warm_referrals: true"),
        ("NL,3000,3100,stad,", "source", "where it comes from"),
        ("NL,1000,1999,dorp,x", "from", "keep one of both"),
    ],
)
def test_a_wrong_row_is_named_with_its_line_and_its_fix(tmp_path, row, key, says):
    loaded = the_table(tmp_path, ROWS + row + "\n")

    (finding,) = loaded.findings
    assert (finding.line, finding.key) == (5, key)
    assert says in finding.fix
    assert loaded.table.ranges == ()


def test_a_table_that_is_not_there_or_no_table_is_a_finding(tmp_path):
    assert "begin with: country,from,to" in the_table(tmp_path, "land,van\n").findings[0].fix
    file = written(tmp_path)
    (tmp_path / "postcodes.csv").unlink()
    organisation = load_organisation(file).organisation
    assert organisation is not None
    assert load_postcodes(file, organisation).findings[0].is_error


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("kind: municipality\n", "kind: municipal\n", "partners.stad.kind", "municipality"),
        ("    email: hulp@stad.example\n", "", "partners.stad", 'add "email: hulp@town.example"'),
        ("warm_referrals: true\n", "warm: true\n", "partners.stad.warm", "the keys here are"),
        ("postcodes: postcodes.csv", "postcodes: ../postcodes.csv", "postcodes", "write postcodes.csv"),
        ("jurisdiction: nl\n", "jurisdiction: de\n", "partners.stad.jurisdiction", "be"),
    ],
)
def test_a_partner_that_cannot_be_read_is_named(tmp_path, old, new, key, says):
    assert old in PARTNERS
    loaded = load_organisation(written(tmp_path, PARTNERS.replace(old, new, 1)))

    assert [(one.key, says in one.fix) for one in loaded.findings] == [(key, True)]
    assert loaded.organisation is None


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("kind: municipality\n", "kind: geldfit\n", "partners.stad.warm_referrals"),
        ("    phone: +31 10 000 00 09\n", "", "partners.stad.phone"),
        ("postcodes: postcodes.csv\n", "", "partners"),
        (
            "    warm_referrals: true\n",
            "    warm_referrals: true\n    protocol: {signed_on: 2025-01-01, evaluated_by: 2026-01-01}\n",
            "partners.stad.protocol.evaluated_by",
        ),
        ("nothing", "nothing", None),
    ],
)
def test_a_partner_that_cannot_do_its_part_is_told(tmp_path, old, new, key):
    loaded = load_organisation(written(tmp_path, PARTNERS.replace(old, new, 1)))

    found = [one.key for one in lint_organisation(loaded, SHELF, TODAY) if one.key.startswith("partners")]
    assert loaded.findings == ()
    assert found == ([key] if key else [])
