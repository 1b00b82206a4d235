"""Text messages through AWS SNS."""

from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ReadTimeoutError
from django.conf import settings

from identity.messaging.channels.outgoing import OutgoingMessage, Undeliverable, Unreachable

CONNECT_SECONDS = 3
READ_SECONDS = 8
WORTH_ANOTHER_TRY = {"Throttling", "ThrottlingException", "ThrottledException", "InternalError"}
SERVER_ERROR = 500


class SnsChannel:
    """SNS takes no key that would make a second publish harmless, so nothing unclear is sent again."""

    name = "sns"
    is_repeatable = False

    @property
    def gives_receipts(self) -> bool:
        """Only where somebody forwards the delivery log of AWS to us, signed with this secret."""
        return bool(settings.SNS_RECEIPT_SECRET)

    def send(self, message: OutgoingMessage) -> str:
        """Publish to the number, as a transactional message."""
        try:
            answer = _client().publish(
                PhoneNumber=message.to,
                Message=message.text,
                MessageAttributes=_attributes(),
            )
        except ClientError as failure:
            raise _answered(failure) from None
        except ReadTimeoutError:
            raise Undeliverable("answer_missing") from None
        except BotoCoreError as failure:
            raise Unreachable(type(failure).__name__) from None
        return str(answer.get("MessageId", ""))


def _client() -> Any:
    """One try only: the outbox decides about the next."""
    return boto3.client(
        "sns",
        region_name=settings.SMS_SNS_REGION,
        endpoint_url=settings.SMS_SNS_ENDPOINT or None,
        config=Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": 1},
        ),
    )


def _attributes() -> dict[str, dict[str, str]]:
    attributes = {"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}}
    if settings.SMS_SENDER_ID:
        attributes["AWS.SNS.SMS.SenderID"] = {
            "DataType": "String",
            "StringValue": settings.SMS_SENDER_ID,
        }
    return attributes


def _answered(failure: ClientError) -> Undeliverable | Unreachable:
    """What AWS refused: its sentence may hold the number, so only the code goes on."""
    code = str(failure.response.get("Error", {}).get("Code", "unknown"))
    status = int(failure.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    again = code in WORTH_ANOTHER_TRY or status >= SERVER_ERROR
    return Unreachable(code) if again else Undeliverable(code)
