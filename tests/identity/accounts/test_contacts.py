"""Reading an address: one spelling comes out, or one clear refusal."""

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from identity.accounts.contacts import REFUSALS, Contact, ContactRefused, read_contact
from identity.accounts.prefixes import NEW_PREFIX

SPELLINGS = [
    "0912345678",
    "0912 345 678",
    "0912.345.678",
    "0912-345-678",
    "(0912) 345 678",
    "  0912345678\n",
    "84912345678",
    "84 912 345 678",
    "+84912345678",
    "+84 912 345 678",
    "+840912345678",
    "+84 (0) 912 345 678",
    "0084912345678",
    "00840912345678",
    "912345678",
    "\u202a+84 912 345 678\u202c",
    "0912\u00a0345\u00a0678",
    "0912\u200b345678",
    "0912\u2011345\u2011678",
    "0912–345–678",
    "０９１２３４５６７８",
    "٠٩١٢٣٤٥٦٧٨",
]
REFUSED = {
    "empty": ["", "   ", "\u200b\n"],
    "unreadable": [
        "bác Lan",
        "0912345678x",
        "0912345678;ext=9",
        "0912345678#1",
        "tel:0912345678",
        "0912 345 678 / 0987 654 321",
        "0912345678\x00",
        "++84912345678",
        "0912+345678",
        "+",
        "½",
        "0912³45678",
        "9" * 400,
    ],
    "too_short": ["0912345", "09123456", "+84 912 345 67"],
    "too_long": ["09123456789", "0912345678 0987654321"],
    "landline": ["02253 123 456", "0225 3123456", "+84 24 3825 1234", "0220 3852 123"],
    "foreign": ["+1 202 555 0123", "0012025550123", "+44 7911 123456", "+81 90 1234 5678"],
    "not_mobile": ["1900 1234", "1800 1091", "113"],
    "bad_email": [
        "lan@",
        "@vidu.vn",
        "lan@vidu",
        "lan vn@vidu.vn",
        "lan@@vidu.vn",
        "lan@vidu..vn",
        "lan@-vidu.vn",
        ".lan@vidu.vn",
        "lan@vidu.vn>",
        "lan@vidu.vn\x00",
        "lan@vidu.vn, thu@vidu.vn",
        "lán@vidu.vn",
        "lan@１２７.vn",
        "lan@[127.0.0.1]",
    ],
    "email_too_long": ["l" * 65 + "@vidu.vn", f"lan@{'vidu.' * 51}vn"],
}


@pytest.mark.parametrize("raw", SPELLINGS)
def test_every_usual_spelling_of_a_mobile_number_is_one_number(raw):
    assert read_contact(raw) == Contact("phone", "+84912345678")


@pytest.mark.parametrize(("code", "raw"), [(c, raw) for c, raws in REFUSED.items() for raw in raws])
def test_what_cannot_be_used_is_refused_with_its_own_reason(code, raw):
    with pytest.raises(ContactRefused) as refused:
        read_contact(raw)
    assert refused.value.code == code


@pytest.mark.parametrize(("old", "new"), NEW_PREFIX.items())
@pytest.mark.parametrize("spelling", ["{}4567890", "+84{}4567890", "84 {} 456 7890"])
def test_a_number_of_before_2018_is_offered_in_its_new_form(old, new, spelling):
    raw = spelling.format(old if spelling.startswith("{") else old[1:])
    with pytest.raises(ContactRefused) as refused:
        read_contact(raw)
    assert refused.value.code == "old_number"
    assert refused.value.suggestion == Contact("phone", f"+84{new[1:]}4567890")
    assert refused.value.suggestion.display in refused.value.message
    assert read_contact(refused.value.suggestion.display) == refused.value.suggestion


def test_the_table_of_2018_is_whole():
    assert len(NEW_PREFIX) == 21
    assert len(set(NEW_PREFIX.values())) == 21


def test_every_refusal_is_a_sentence_with_a_way_out():
    for code in REFUSALS:
        suggestion = Contact("phone", "+84832345678") if code == "old_number" else None
        message = ContactRefused(code, suggestion).message
        assert message.endswith(".")
        assert "%" not in message


def test_a_refusal_does_not_carry_what_was_typed():
    with pytest.raises(ContactRefused) as refused:
        read_contact("0912345678x")
    assert "0912" not in repr(refused.value) + str(refused.value) + str(refused.value.__context__)


@given(
    start=st.sampled_from(
        ["032", "037", "056", "070", "079", "081", "084", "086", "091", "096", "098"]
    ),
    tail=st.integers(0, 9_999_999),
    spelling=st.sampled_from(["{0}", "+84{1}", "84{1}", "0084{1}", "+840{1}", "{1}", "(+84) {1}"]),
    mark=st.sampled_from(["", " ", ".", "-"]),
)
def test_any_mobile_number_in_any_spelling_is_its_e164(start, tail, spelling, mark):
    national = f"{start[1:]}{tail:07d}"
    spaced = mark.join([national[:3], national[3:6], national[6:]])
    contact = read_contact(spelling.format("0" + spaced, spaced))
    assert contact == Contact("phone", f"+84{national}")
    assert read_contact(contact.display) == read_contact(contact.value) == contact


@given(st.text(max_size=40) | st.text("0123456789 +-.()@aă０٣\u200b\x00", max_size=24))
@example("\ud800")
@example("+" * 300)
def test_no_text_at_all_makes_it_crash(raw):
    try:
        contact = read_contact(raw)
    except ContactRefused as refused:
        assert refused.message
        return
    assert read_contact(contact.value) == contact
    if contact.kind == "phone":
        number = phonenumbers.parse(contact.value)
        assert phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE


@pytest.mark.parametrize(
    "raw", ["Lan.Nguyen+lop@Vidu.VN", " lan.nguyen+lop@vidu.vn ", "LAN.NGUYEN+LOP@VIDU.VN"]
)
def test_an_email_address_has_one_spelling(raw):
    assert read_contact(raw) == Contact("email", "lan.nguyen+lop@vidu.vn")


@given(st.emails())
def test_an_email_address_is_read_to_the_same_address_twice_or_refused(raw):
    try:
        contact = read_contact(raw)
    except ContactRefused as refused:
        assert refused.code in {"bad_email", "email_too_long", "unreadable"}
        return
    assert contact.value == contact.value.lower()
    assert read_contact(raw.upper()) == read_contact(contact.value) == contact
