"""Consent texts are loaded once and never changed; a consent keeps the very words."""

import pytest
from django.core.management import CommandError, call_command

from identity.consent.actions import give_consent
from identity.consent.models import Consent, ConsentText
from identity.consent.queries import consents_of, current_text
from identity.consent.rules import ACCOUNT, digest_of
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "purpose: account\nversion: {version}\nlanguage: vi\ntitle: Đồng ý\nbody: {body}\n"


@pytest.fixture
def load(tmp_path):
    """Write one file and load the folder."""

    def write_and_load(*, version=1, body="Tôi đồng ý."):
        file = tmp_path / f"account-{version}.vi.yaml"
        file.write_text(TEXT.format(version=version, body=body), encoding="utf-8")
        call_command("load_consent_texts", tmp_path, verbosity=0)

    return write_and_load


def test_the_shipped_texts_load_and_loading_again_changes_nothing():
    for _time in range(2):
        call_command("load_consent_texts", verbosity=0)
    text = current_text(ACCOUNT, language="vi")
    assert (
        ConsentText.objects.filter(purpose=ACCOUNT, language="vi", version=text.version).count()
        == 1
    )
    assert text.digest == digest_of(
        purpose=text.purpose,
        version=text.version,
        language=text.language,
        title=text.title,
        body=text.body,
    )


def test_other_words_under_the_same_version_are_refused(load):
    load()
    with pytest.raises(CommandError, match="new version"):
        load(body="Tôi không đồng ý.")
    assert ConsentText.objects.get().body == "Tôi đồng ý."


def test_a_newer_version_is_asked_from_then_on_and_the_old_one_stays(load):
    load()
    load(version=2, body="Tôi vẫn đồng ý.")
    assert current_text(ACCOUNT, language="vi").version == 2
    assert ConsentText.objects.count() == 2


@pytest.mark.parametrize("broken", ["[", "title: x", "- 1"])
def test_a_broken_file_is_named(tmp_path, broken):
    (tmp_path / "account-1.vi.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(CommandError, match="account-1"):
        call_command("load_consent_texts", tmp_path)
    with pytest.raises(CommandError):
        call_command("load_consent_texts", tmp_path / "none")


def test_the_fingerprint_is_the_same_for_the_same_letters():
    said = {"purpose": "account", "version": 1, "language": "vi", "title": "x"}
    assert digest_of(**said, body="đồng ý") == digest_of(**said, body="đồng ý".encode().decode())
    assert digest_of(**said, body="a") != digest_of(**said, body="b")


def test_a_consent_is_given_once_and_names_text_time_and_channel(load, now):
    load()
    person, text = factories.lan(), current_text(ACCOUNT, language="vi")
    for _time in range(2):
        give_consent(person=person, text=text, channel="web", by=None, now=now)
    consent = Consent.objects.get()
    assert (consent.person, consent.text, consent.given_at) == (person, text, now)
    assert list(consents_of(person.pk)) == [consent]
