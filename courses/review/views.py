"""`/on-tap/`: three short questions again, 2, 7 and 30 days after a part of a course was done."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.progress import queries as progress
from courses.questions.asking import AskForm, item_id
from courses.review import actions as review
from courses.review import queries, reminding
from courses.review.catching_up import own_reviews
from courses.review.models import Review, ReviewRound
from courses.review.refusals import AnsweredBefore, ReviewRefused
from identity.accounts.models import Person
from identity.accounts.queries import holding_to_write_to
from identity.consent.queries import agreeing, current_text
from identity.consent.rules import REMINDERS


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def show_reviews(request: HttpRequest) -> HttpResponse:
    """What is due now, what comes later, what is over; and whether she wants messages."""
    person, now = _person(request), timezone.now()
    mine = own_reviews(person, progress.standing(person.pk, now=now))
    due = queries.due(mine, now=now)
    shown = {
        "due": due,
        "later": [row for row in mine if row.due_at is not None and row not in due],
        "over": [row for row in mine if row.due_at is None],
        "can_be_written_to": holding_to_write_to(person) is not None,
        "has_messages": bool(agreeing(REMINDERS, [person.pk])),
        "text": current_text(REMINDERS, language=reminding.LANGUAGE),
    }
    return render(request, "courses/review/index.html", shown)


@require_POST
@login_required
def begin(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """The next round of a module, or the one that is open."""
    found = _review(request, review_id)
    try:
        begun = review.begin_round(review=found, by=_person(request), now=timezone.now())
    except ReviewRefused as refused:
        messages.info(request, str(refused.message))
        return redirect("review:index")
    return redirect("review:ask", round_id=begun.uuid)


@require_POST
@login_required
def begin_again(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """A module whose reminders went unanswered, after all."""
    found = _review(request, review_id)
    try:
        review.begin_again(review=found, by=_person(request), now=timezone.now())
    except ReviewRefused as refused:
        messages.info(request, str(refused.message))
    return redirect("review:index")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The question of now, or its answer; where the round is over, what comes next."""
    found = _round(request, round_id)
    asked = queries.asked_now(found)
    if asked is None and found.finished_at is None:
        return redirect("review:index")
    if asked is None:
        return render(request, "courses/review/finished.html", {"review": found.review})
    form = AskForm(request.POST if request.method == "POST" else None, item=asked.item)
    if form.is_bound and not form.is_for_this:
        messages.info(request, str(AnsweredBefore.message))
        return redirect("review:ask", round_id=round_id)
    if form.is_answered():
        return _take(request, found, form)
    shown = {"form": form, "asked": asked, "round": found}
    status = 422 if form.errors else 200
    return render(request, "courses/review/question.html", shown, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def tell(request: HttpRequest, round_id: UUID, item: UUID) -> HttpResponse:
    """What is said to the answer she gave, and the way on."""
    found = _round(request, round_id)
    told = queries.told(found, item)
    if told is None:
        raise Http404
    return render(request, "courses/review/told.html", {"told": told, "round": found})


@require_POST
@login_required
def set_messages(request: HttpRequest) -> HttpResponse:
    """Messages when a review is due: asked for, or stopped; nothing is promised where none can arrive."""
    person, now = _person(request), timezone.now()
    if "agree" in request.POST and holding_to_write_to(person) is None:
        messages.info(request, _("There is no number or address here that we could write to."))
    elif "agree" in request.POST:
        reminding.ask_for_reminders(person=person, now=now)
        messages.success(request, _("We will write to you when it is time."))
    else:
        reminding.stop_reminders(person=person, now=now)
        messages.success(request, _("You will get no more such messages."))
    return redirect("review:index")


def _take(request: HttpRequest, round: ReviewRound, form: AskForm) -> HttpResponse:
    item = item_id(form.item)
    try:
        review.record_answer(
            round=round, item=item, answer=form.answer, by=_person(request), now=timezone.now()
        )
    except AnsweredBefore as refused:
        messages.info(request, str(refused.message))
    return redirect("review:told", round_id=round.uuid, item=item)


def _person(request: HttpRequest) -> Person:
    return cast("Person", request.user)


def _review(request: HttpRequest, uuid: UUID) -> Review:
    found = queries.review_of(_person(request), uuid)
    if found is None:
        raise Http404
    return found


def _round(request: HttpRequest, uuid: UUID) -> ReviewRound:
    found = queries.round_of(_person(request), uuid)
    if found is None:
        raise Http404
    return found
