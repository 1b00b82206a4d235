"""Heads of the audit in an S3 bucket: kept once, read back, and a cut tail is found by them."""

import boto3
import pytest

from identity.audit.heads import Head, kept_heads, publish
from identity.audit.models import Seal
from identity.audit.verifying import Fault
from skills import stores
from skills.environment import Environment
from tests.guards import guards_down
from tests.identity.audit.chains import chain, run, verified

pytestmark = [pytest.mark.django_db, pytest.mark.s3]
ENVIRONMENT = {
    "S3_BUCKET": "pictures",
    "S3_AUDIT_BUCKET": "audit-heads",
    "S3_ACCESS_KEY": "test",
    "S3_SECRET_KEY": "test-secret",
}
ACCESS = {"aws_access_key_id": "test", "aws_secret_access_key": "test-secret"}


@pytest.fixture
def bucket(moto_url, settings, tmp_path):
    """An empty bucket that the settings of an installation name."""
    client = boto3.client("s3", endpoint_url=moto_url, region_name="us-east-1", **ACCESS)
    client.create_bucket(Bucket="audit-heads")
    environment = Environment(ENVIRONMENT | {"S3_ENDPOINT": moto_url})
    described = stores.storages(environment, data_dir=tmp_path)
    settings.STORAGES = {**settings.STORAGES, "audit": described["audit"]}
    yield client
    for name in names_in(client):
        client.delete_object(Bucket="audit-heads", Key=name)
    client.delete_bucket(Bucket="audit-heads")


def names_in(client) -> list[str]:
    return [
        each["Key"] for each in client.list_objects_v2(Bucket="audit-heads").get("Contents", [])
    ]


def tell_all() -> None:
    for number in Seal.objects.order_by("number").values_list("number", flat=True):
        publish(number)


def test_each_head_stands_in_the_bucket_once_and_is_read_back(bucket):
    chain(seals=3)
    tell_all()
    tell_all()
    assert len(names_in(bucket)) == Seal.objects.count()
    newest = Seal.objects.order_by("number").last()
    assert list(kept_heads())[-1] == Head.of(newest)
    assert verified(*kept_heads()).is_sound


def test_a_cut_tail_is_found_by_the_bucket(bucket):
    chain(seals=3, entries=1)
    tell_all()
    guards_down()
    last = Seal.objects.order_by("number").last()
    for table, column in (("sealedentry", "seal_id"), ("seal", "id")):
        run(f"DELETE FROM identity_{table} WHERE {column} = %s", last.pk)
    found = [(finding.fault, finding.where) for finding in verified(*kept_heads()).findings]
    assert (Fault.TAIL_CUT, last.number) in found


def test_an_empty_bucket_holds_no_head(bucket):
    assert list(kept_heads()) == []
