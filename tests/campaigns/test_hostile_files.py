"""Files that are damaged or made to hurt: never a crash, never half of a file, always a line and a fix."""

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.campaigns.lint.campaigns import lint_campaigns
from engine.campaigns.lint.organisation import lint_organisation
from engine.campaigns.loading import load_campaigns, load_organisation
from tests.campaigns.shipped import CAMPAIGNS, EXAMPLES, ORGANISATION, the_knowledge, the_shelf

#: what people and broken editors put in by accident, and others on purpose
SPLINTERS = (
    *(
        "&a ",
        "*a",
        "!!x ",
        "!<",
        "{",
        "}",
        "[",
        "]",
        ": ",
        "- ",
        "\t",
        "\n",
        "'",
        '"',
        "|",
        ">",
        "? ",
        "<<: ",
        "#",
    ),
    *(
        "%YAML 9\n",
        "---\n",
        "...\n",
        "\x00",
        "\ufeff",
        '"\\UFFFFFFFF"',
        '"\\uD800"',
        "\u2028",
        "\x85",
        "\r",
        "@",
    ),
    *(
        "~",
        "null",
        "9" * 30,
        "-1 days",
        "\u0663 days",
        "\u00b3",
        "days",
        "version: 1\n",
        "campaigns:\n",
        "  ",
    ),
)
QUICK = settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def damaged(draw, file: Path):
    """Take a file, and do a few small harms to it."""
    text = file.read_text(encoding="utf-8")
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(HARMS))(draw, text)
    return text


def put_in(draw, text):
    place = draw(st.integers(0, len(text)))
    return text[:place] + draw(st.sampled_from(SPLINTERS) | st.text(max_size=8)) + text[place:]


def cut_out(draw, text):
    place = draw(st.integers(0, len(text)))
    return text[:place] + text[place + draw(st.integers(1, 60)) :]


def copy(draw, text):
    start, place = draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))
    return text[:place] + text[start : start + draw(st.integers(1, 200))] + text[place:]


def change_line(draw, text):
    lines = text.splitlines() or [""]
    here, there = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
    one, other = lines[here], lines[there]
    changed = {
        "drop": [],
        "twice": [one, one],
        "other": [other],
        "deeper": ["  " + one],
        "flatter": [one.removeprefix("  ")],
        "value": [one.partition(":")[0] + ": " + other.partition(":")[2].strip()],
    }
    lines[here : here + 1] = changed[draw(st.sampled_from(sorted(changed)))]
    return "\n".join(lines)


HARMS = (put_in, cut_out, copy, change_line, change_line)


@QUICK
@given(text=damaged(EXAMPLES / "segments.yaml") | damaged(CAMPAIGNS))
@example(text='version: 1\ncampaigns: {a: {b: "\\uD800"}}')
@example(text="- a list\n- of things\n")
@example(text="just words")
@example(text="~")
@example(text="campaigns: {version: 1, campaigns: {steps: {}}}")
def test_damaged_campaigns_are_used_whole_or_not_at_all(tmp_path, text):
    file = tmp_path / "campaigns.yaml"
    file.write_text(text, encoding="utf-8", newline="")

    campaigns = load_campaigns(file)

    findings = (*campaigns.findings, *lint_campaigns(campaigns, the_knowledge()))
    assert bool(campaigns.campaigns) is not any(one.is_error for one in campaigns.findings)
    assert len(campaigns.campaigns) in {0, len(campaigns.drafts)}
    assert all(1 <= one.line <= len(text.splitlines()) + 1 for one in findings)
    assert all(one.message and one.fix for one in findings)


@QUICK
@given(text=damaged(ORGANISATION))
def test_a_damaged_organisation_is_used_whole_or_not_at_all(tmp_path, text):
    file = tmp_path / "organisation.yaml"
    file.write_text(text, encoding="utf-8", newline="")

    organisation = load_organisation(file)

    findings = (*organisation.findings, *lint_organisation(organisation, the_shelf(), date(2026, 6, 9)))
    assert (organisation.organisation is None) is any(one.is_error for one in organisation.findings)
    assert all(1 <= one.line <= len(text.splitlines()) + 1 for one in findings)
    assert all(one.message and one.fix for one in findings)
