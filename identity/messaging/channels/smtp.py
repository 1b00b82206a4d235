"""E-mail through Django's configured backend."""

import smtplib
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage

from identity.messaging.channels.outgoing import OutgoingMessage, Undeliverable, Unreachable
from identity.messaging.wording import SERVICE

PERMANENT = 500


class SmtpChannel:
    """The Message-ID is the message's own, so that a second copy is known as one."""

    name = "smtp"
    is_repeatable = True
    gives_receipts = False

    def send(self, message: OutgoingMessage) -> str:
        """Hand the message to the mail server."""
        mail = EmailMessage(
            subject=message.subject,
            body=message.text,
            from_email=formataddr((SERVICE, settings.DEFAULT_FROM_EMAIL)),
            to=[message.to],
            headers={
                "Message-ID": f"<{message.id}@{settings.SITE_HOST}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refused:
            raise _refused(refused) from None
        except (smtplib.SMTPException, OSError) as failure:
            raise Unreachable(type(failure).__name__) from None
        return ""


def _refused(failure: smtplib.SMTPRecipientsRefused) -> Undeliverable | Unreachable:
    """A 5xx answer to the address is final; greylisting (4xx) is not."""
    codes = [code for code, _text in failure.recipients.values()]
    kind = Undeliverable if all(code >= PERMANENT for code in codes) else Unreachable
    return kind("recipient_refused")
