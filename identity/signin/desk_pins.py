"""`/dang-nhap/ma-pin-moi/`: the PIN is forgotten, and the trainer has just seen the person and her papers.

She proves the number by a code, says who she is, and chooses a new PIN herself, on her own phone:
whoever confirmed her at the desk never learns it.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.codes.refusals import CodeRefused
from identity.factors import desk, pins
from identity.factors.pinforms import NewPinForm
from identity.security.refusals import Frozen
from identity.signin import chooser
from identity.signin.chooser import Chosen

DESK = "desk"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_pin(request: HttpRequest) -> HttpResponseBase:
    """A new PIN, once, within a quarter of an hour of the confirmation; then she is in."""
    now = timezone.now()
    chosen = chooser.chosen_in(request, now=now)
    confirmation = chooser.confirmed_at_desk(chosen, now=now) if chosen else None
    if chosen is None or confirmation is None:
        return HttpResponseRedirect(reverse("signin:who"))
    form = NewPinForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, chosen, form)
    person, pin = chosen.person, form.cleaned_data["pin"]
    try:
        pins.check_new_pin(person=person, pin=pin, now=now)
    except (CodeRefused, Frozen) as refused:
        form.add_error("pin", refused.message)
        return _page(request, chosen, form)
    if not desk.use(confirmation, now=now):
        return HttpResponseRedirect(reverse("signin:who"))
    pins.set_pin(person=person, pin=pin, by=person, now=now)
    return chooser.let_in(request, chosen, method=DESK, now=now)


def _page(request: HttpRequest, chosen: Chosen, form: NewPinForm) -> HttpResponse:
    context = {"form": form, "nickname": chosen.holding.nickname}
    return render(request, "identity/signin/desk_pin.html", context)
