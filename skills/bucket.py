"""Files in S3, or in a store that speaks like it."""

from botocore.config import Config
from storages.backends.s3 import S3Storage

# Stores other than AWS refuse the checksums boto3 sends on its own.
CLIENT = Config(
    s3={"addressing_style": "path"},
    signature_version="s3v4",
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
    connect_timeout=2,
    read_timeout=10,
)


class BucketStorage(S3Storage):
    """django-storages' S3 with the one client configuration we use."""

    def __init__(self, **options: object) -> None:
        super().__init__(client_config=CLIENT, **options)
