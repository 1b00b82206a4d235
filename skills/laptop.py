"""What is safe only on a laptop, refused by name when ENVIRONMENT is production."""

from dataclasses import dataclass

from skills.environment import WrongSetting

LEAST_SECRET = 50


@dataclass(frozen=True)
class Chosen:
    """The settings that decide whether an installation may face the public."""

    secret_key: str
    site_url: str
    database_engine: str
    sms_channel: str
    zns_channel: str
    email_channel: str
    demo_people: bool
    sent_messages_page: bool


def refuse_in_production(chosen: Chosen) -> None:
    """Raise WrongSetting naming the first variable that must not be as it is."""
    refusals = {
        f"SECRET_KEY must be at least {LEAST_SECRET} random characters in production.": (
            len(chosen.secret_key) < LEAST_SECRET or chosen.secret_key.startswith("change-me")
        ),
        "SITE_URL must begin with https:// in production.": (
            not chosen.site_url.startswith("https://")
        ),
        "DATABASE_URL must name a PostgreSQL database in production.": (
            "postgresql" not in chosen.database_engine
        ),
        "SMS_CHANNEL must not be file in production: nobody would get a code.": (
            chosen.sms_channel == "file"
        ),
        "ZNS_CHANNEL must not be file in production: nobody would get a message.": (
            chosen.zns_channel == "file"
        ),
        "EMAIL_CHANNEL must not be file in production: nobody would get a code.": (
            chosen.email_channel == "file"
        ),
        "DEMO_PEOPLE must not be yes in production: anybody could sign in as them.": (
            chosen.demo_people
        ),
        "SENT_MESSAGES_PAGE must not be yes in production: it shows everybody's codes.": (
            chosen.sent_messages_page
        ),
    }
    for sentence, refused in refusals.items():
        if refused:
            raise WrongSetting(sentence)
