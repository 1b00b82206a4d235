"""`/quan-tri/gop/`: a commune's manager, who saw person and papers, makes two of her accounts one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from identity.accounts.merging import MergeRefused
from identity.accounts.models import Alias, Person
from identity.audit import actions as audit
from identity.recovery import merging
from identity.recovery.looking_up import person_meant
from identity.recovery.merge_forms import PairForm
from identity.recovery.permissions import manages
from identity.recovery.queries import undoable_aliases
from identity.roles.permissions import require_role
from identity.roles.rules import Role
from identity.security.refusals import Frozen

MERGES_PER_PAGE = 20
managers_only = require_role(Role.MANAGER, Role.ADMIN)


@never_cache
@managers_only
@require_safe
def list_merges(request: HttpRequest) -> HttpResponse:
    """What was joined in one's own commune within 30 days, and can be undone."""
    now, by = timezone.now(), _manager(request)
    merged = undoable_aliases(by, now=now)
    page = Paginator(merged, MERGES_PER_PAGE).get_page(request.GET.get("trang"))
    _record_look(page, by=by, now=now)
    return render(request, "identity/recovery/merges.html", {"page": page})


@never_cache
@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Which two accounts, then both names side by side, then the button that makes them one."""
    now, by = timezone.now(), _manager(request)
    form = PairForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "identity/recovery/merge_pair.html", {"form": form})
    kept = _person(form, "kept", by=by, now=now)
    absorbed = _person(form, "absorbed", by=by, now=now)
    if kept is None or absorbed is None:
        return render(request, "identity/recovery/merge_pair.html", {"form": form})
    if "sure" not in request.POST:
        return _side_by_side(request, form, kept, absorbed, now=now)
    try:
        merging.merge(absorbed=absorbed, kept=kept, by=by, now=now)
    except (MergeRefused, Frozen) as refused:
        form.add_error(None, str(refused.message))
        return render(request, "identity/recovery/merge_pair.html", {"form": form})
    messages.success(
        request, gettext("The two accounts are one now. You can undo this for 30 days.")
    )
    return HttpResponseRedirect(reverse("recovery:merges"))


@never_cache
@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, alias: UUID) -> HttpResponse:
    """Ask once more, then part the two accounts."""
    now, by = timezone.now(), _manager(request)
    found: Alias | None = undoable_aliases(by, now=now).filter(uuid=alias).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        _record_look([found], by=by, now=now)
        return render(request, "identity/recovery/merge_part.html", {"alias": found})
    try:
        merging.part(alias=found, by=by, now=now)
    except MergeRefused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, gettext("These are two accounts again."))
    return HttpResponseRedirect(reverse("recovery:merges"))


def _record_look(merges: Iterable[Alias], *, by: Person, now: dt.datetime) -> None:
    people = [person for alias in merges for person in (alias.kept_id, alias.absorbed_id)]
    audit.record(
        act="merges.seen", by=by, subjects=people, fields=("name",), reason="help", now=now
    )


def _side_by_side(
    request: HttpRequest, form: PairForm, kept: Person, absorbed: Person, *, now: dt.datetime
) -> HttpResponse:
    """Looking at the two is written down before they are shown."""
    audit.record(
        act="merge.people.seen",
        by=_manager(request),
        subjects=[kept.pk, absorbed.pk],
        fields=("name", "birth_year"),
        reason="help",
        now=now,
    )
    context = {"form": form, "kept": kept, "absorbed": absorbed}
    return render(request, "identity/recovery/merge_sure.html", context)


def _person(form: PairForm, field: str, *, by: Person, now: dt.datetime) -> Person | None:
    """The citizen of his commune who is meant; unknown people and others' citizens are refused alike."""
    meant = person_meant(form.cleaned_data[field])
    if meant is not None and manages(by, meant, now=now):
        return meant
    subjects = [meant.pk] if meant else []
    audit.record(act="recovery.look_up_refused", by=by, subjects=subjects, now=now)
    form.add_error(field, gettext("Nobody of your commune is meant by this."))
    return None


def _manager(request: HttpRequest) -> Person:
    return cast("Person", request.user)
