"""The ways out, each against what it speaks to: a file, a mail server, SNS."""

import json
import socketserver
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import pytest
from django.core import mail

from identity.messaging.channels.choice import channel_for
from identity.messaging.channels.file import FileChannel
from identity.messaging.channels.outgoing import OutgoingMessage, Undeliverable, Unreachable
from identity.messaging.channels.smtp import SmtpChannel
from identity.messaging.channels.sns import SnsChannel


def test_a_message_shows_neither_address_nor_words_when_printed(outgoing):
    shown = repr(outgoing())
    assert "912345678" not in shown
    assert "012345" not in shown


def test_the_settings_choose_the_channel(settings):
    settings.SMS_CHANNEL, settings.EMAIL_CHANNEL = "sns", "smtp"
    assert isinstance(channel_for("sms"), SnsChannel)
    assert isinstance(channel_for("email"), SmtpChannel)
    settings.SMS_CHANNEL = "file"
    assert channel_for("sms").path == settings.DATA_DIR / "outbox.jsonl"


def test_many_writers_at_once_leave_whole_lines(tmp_path, outgoing):
    channel = FileChannel(tmp_path / "outbox.jsonl")
    messages = [outgoing(text="dài " * 2000) for _ in range(60)]
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(channel.send, messages))
    written = [json.loads(line) for line in channel.path.read_text().splitlines()]
    assert {line["id"] for line in written} == {str(message.id) for message in messages}
    assert channel.path.stat().st_mode & 0o777 == 0o600


def test_a_line_cut_short_by_a_crash_does_not_spoil_the_next_and_does_not_count(tmp_path, outgoing):
    path, message = tmp_path / "outbox.jsonl", outgoing(is_retry=True)
    path.write_text(json.dumps({"id": str(message.id)})[:-1])
    FileChannel(path).send(message)
    FileChannel(path).send(message)
    cut, whole = path.read_text().splitlines()
    assert json.loads(whole)["id"] == str(message.id)
    assert not cut.endswith("}")


@pytest.fixture
def email(outgoing) -> OutgoingMessage:
    return outgoing(kind="email", to="lan@vidu.vn", subject="Mã đăng nhập", text="Mã: 012345")


def test_an_email_carries_its_own_message_id(email, settings):
    SmtpChannel().send(email)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["lan@vidu.vn"], email.subject, email.text)
    assert sent.extra_headers["Message-ID"] == f"<{email.id}@{settings.SITE_HOST}>"
    assert sent.from_email.endswith(f"<{settings.DEFAULT_FROM_EMAIL}>")


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as one message needs; `answer` is what it says to the recipient."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answer: str = "250 ok"):
        super().__init__(("127.0.0.1", 0), MailTalk)
        self.answer, self.received = answer, []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class MailTalk(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 test")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self.take_data()
            elif verb == b"QUIT":
                return self.say("221 bye")
            else:
                self.say(self.server.answer if verb == b"RCPT" else "250 ok")
        return None

    def take_data(self):
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        self.server.received.append(b"".join(lines))
        self.say("250 ok")

    def say(self, words):
        self.wfile.write(words.encode() + b"\r\n")


@pytest.fixture
def mail_server(settings):
    servers = []

    def start(answer="250 ok"):
        servers.append(MailServer(answer))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = servers[-1].server_address
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = False
        return servers[-1]

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_mail_server_gets_the_message(email, mail_server):
    server = mail_server()
    SmtpChannel().send(email)
    (received,) = server.received
    assert str(email.id).encode() in received
    assert b"To: lan@vidu.vn" in received


@pytest.mark.parametrize(
    ("answer", "failure"),
    [("550 no such user", Undeliverable), ("450 greylisted", Unreachable)],
)
def test_a_refused_recipient_is_final_or_not_as_the_server_says(
    email, mail_server, answer, failure
):
    mail_server(answer)
    with pytest.raises(failure) as failed:
        SmtpChannel().send(email)
    assert "lan@" not in str(failed.value)
    assert failed.value.__suppress_context__


def test_a_mail_server_that_is_down_is_unreachable(email, mail_server, settings):
    mail_server().server_close()
    settings.EMAIL_PORT = 9
    with pytest.raises(Unreachable):
        SmtpChannel().send(email)


@pytest.fixture
def sns(settings, moto_url, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    settings.SMS_SNS_ENDPOINT, settings.SMS_SENDER_ID = moto_url, "BenSo"
    return SnsChannel()


def published(moto_url: str) -> list[tuple[str, str]]:
    """(number, text) of what moto's SNS took."""
    with urlopen(f"{moto_url}/moto-api/data.json") as answer:
        taken = json.load(answer)["sns"]["SMS"]
    return [(message["phone_number"], message["message"]) for message in taken]


@pytest.mark.s3
def test_sns_takes_the_message(sns, moto_url, outgoing):
    message = outgoing()
    sns.send(message)
    assert published(moto_url) == [("+84912345678", message.text)]


@pytest.mark.s3
def test_what_sns_refuses_is_final_and_names_no_number(sns, outgoing):
    with pytest.raises(Undeliverable) as failed:
        sns.send(outgoing(to="not-a-number"))
    assert failed.value.reason == "InvalidParameter"
    assert failed.value.__suppress_context__


def test_an_sns_that_is_down_is_unreachable(settings, monkeypatch, outgoing):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    settings.SMS_SNS_ENDPOINT = "http://127.0.0.1:9"
    with pytest.raises(Unreachable):
        SnsChannel().send(outgoing())
