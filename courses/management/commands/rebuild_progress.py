"""`manage.py rebuild_progress`: throw the projection away and fold the event log anew."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef

from courses.progress import actions as progress
from courses.progress.models import Event, LearnerEdition

SPOKEN_EVERY = 200


class Command(BaseCommand):
    """One person at a time, each in one transaction: it may be stopped, and run beside the site."""

    help = "Rebuild where learners stand from the event log, to the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One person only, where a uuid is given."""
        parser.add_argument("--person", help="rebuild only the person of this uuid")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how far it is every few hundred people."""
        people = learners()
        if options["person"]:
            people = people.filter(uuid=options["person"])
        total, done = people.count(), 0
        for person in people.values_list("pk", flat=True).iterator(chunk_size=SPOKEN_EVERY):
            progress.rebuild(person_id=person)
            done += 1
            if done % SPOKEN_EVERY == 0:
                self.stdout.write(f"{done} of {total}")
        self.stdout.write(f"{done} of {total}: where they stand was rebuilt from the log")


def learners() -> Any:
    """Everybody of whom there is a fact, or an edition to be counted against."""
    facts = Exists(Event.objects.filter(person=OuterRef("pk")))
    editions = Exists(LearnerEdition.objects.filter(person=OuterRef("pk")))
    return get_user_model()._base_manager.filter(facts | editions).order_by("pk")
