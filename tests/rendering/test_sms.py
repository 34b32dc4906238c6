import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rendering.sms import BASIC, EXTENDED, Encoding, count_parts, to_sms


def reference_parts(text, encoding):
    """Lay every sign in a part, one by one, as GSM 03.40 asks; slow and straightforward."""
    if encoding is Encoding.GSM_7:
        sizes, single, several = [2 if sign in EXTENDED else 1 for sign in text], 160, 153
    else:
        sizes, single, several = [len(sign.encode("utf-16-be")) // 2 for sign in text], 70, 67
    if sum(sizes) <= single:
        return 1
    parts = [0]
    for size in sizes:
        if parts[-1] + size > several:
            parts.append(0)
        parts[-1] += size
    return len(parts)


def test_has_the_whole_basic_table():
    assert len(BASIC) == len(set(BASIC)) == 127
    assert not set(BASIC) & set(EXTENDED)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("é è ö ü ä à É Ä Ö Ü ñ Ñ å Å ø Ø æ Æ ß Ç ì ò ù", "é è ö ü ä à É Ä Ö Ü ñ Ñ å Å ø Ø æ Æ ß Ç ì ò ù"),
        ("geïnde cliënt, reünie, crème brûlée", "geinde client, reünie, crème brulée"),
        ("ë ï ê î ô û á í ó ú ç Ë Ï Á Ó", "e i e i o u a i o u c E I A O"),
        ("\u2018u\u2019 \u201cu\u201d \u201au\u201b \u201eu\u201f", "'u' \"u\" 'u' \"u\""),
        ("\u2013 — \u2011 …", "- - - ..."),
        ("€\u00a012,50", "€ 12,50"),
        ("Łódź Đặng Þór Çelik Ğüneş Ştefan", "Lodz Dang Thor Çelik Günes Stefan"),
        ("Ægir Œuvre Ñuñez", "Ægir OEuvre Ñuñez"),
        ("Nguyễn Thị Ấu, Øystein Ångström, Dvořák", "Nguyen Thi Au, Øystein Ångström, Dvorak"),
        ("zoe\u0308 e\u0301", "zoe é"),
        ("ﬁets m² 20°", "fiets m2 20 gr."),
    ],
)
def test_writes_dutch_with_the_signs_that_a_phone_network_has(written, sent):
    sms = to_sms(written)

    assert sms.text == sent
    assert sms.encoding is Encoding.GSM_7


@pytest.mark.parametrize("name", ["李小龙", "Ελένη", "Мария", "محمد", "ħ½", "\U0001f600"])
def test_sends_a_name_without_likeness_as_it_is(name):
    sms = to_sms(f"Beste {name}, lees uw bericht\u2019s")

    assert sms.text == f"Beste {name}, lees uw bericht\u2019s"
    assert sms.encoding is Encoding.UCS_2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 159 + "€", 2),
        ("a" * 152 + "€" + "a" * 151, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("a" * 152 + "[" + "a" * 10, 2),
        ("李" * 70, 1),
        ("李" * 71, 2),
        ("李" * 134, 2),
        ("李" * 135, 3),
        ("\U0001f600" * 35, 1),
        ("\U0001f600" * 36, 2),
        ("李" * 66 + "\U0001f600" + "李" * 65, 2),
        ("李" * 66 + "\U0001f600" + "李" * 66, 3),
        ("\n" * 160, 1),
    ],
)
def test_counts_the_parts_of_a_text(text, parts):
    assert to_sms(text).parts == parts


def test_saves_a_part_by_writing_one_sign_otherwise():
    text = "Geïnde bedragen. ".ljust(198, "a")

    assert to_sms(text).parts == 2
    assert count_parts(text, Encoding.UCS_2) == 3


@given(st.text(alphabet=st.sampled_from(BASIC + EXTENDED * 3), max_size=700))
def test_counts_gsm_parts_as_the_reference_does(text):
    assert count_parts(text, Encoding.GSM_7) == reference_parts(text, Encoding.GSM_7)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_counts_ucs_parts_as_the_reference_does(text):
    assert count_parts(text, Encoding.UCS_2) == reference_parts(text, Encoding.UCS_2)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_never_makes_a_question_mark_of_anything(text):
    sms = to_sms(text)

    assert sms.text.count("?") <= unicodedata.normalize("NFKD", text).count("?")
    assert sms.encoding is Encoding.GSM_7 or sms.text == text
    assert set(sms.text) <= set(BASIC + EXTENDED) or sms.encoding is Encoding.UCS_2
