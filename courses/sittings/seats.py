"""What the pages of a supervised check share: the seat, the ticket, the way on and the way back."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from courses.sittings.chairs import Chair
from courses.sittings.models import SittingPaper
from courses.sittings.papers import paper_of, progress_of
from courses.sittings.refusals import SittingRefused
from courses.sittings.supervising import Place

BY_HAND = "may"
"""The ticket in addresses of the trainer's phone, where her own rights stand for it."""
SAID_BY_THE_DOOR = frozenset({"handed_in", "elsewhere", "not_identified"})


def onward(chair: Chair, paper: SittingPaper, ticket: str) -> str:
    """The first question without an answer, or the page before handing in."""
    number = progress_of(paper).next_one
    if number:
        return chair.address("check_question", ticket, number)
    return chair.address("check_review", ticket)


def back(request: HttpRequest, chair: Chair, refused: SittingRefused) -> HttpResponse:
    """To the page that says how it stands; the sentence goes along unless that page says it itself."""
    if refused.code not in SAID_BY_THE_DOOR or chair.is_operated:
        messages.error(request, str(refused.message))
    return redirect(chair.home if chair.is_operated else chair.address("enter"))


def paper_at(chair: Chair) -> SittingPaper:
    """The paper of a candidate who has sat down; 404 for anybody else."""
    paper = paper_of(chair.sitting, chair.person) if chair.sitting.is_check else None
    if paper is None:
        raise Http404
    return paper


def place_of(request: HttpRequest, ticket: str) -> Place:
    """Where this request comes from."""
    return Place(ticket=ticket, session=browser_of(request))


def browser_of(request: HttpRequest) -> str:
    """Stands for this browser's session, and says nothing to whoever reads it in the table."""
    return hashlib.sha256(str(request.session.session_key).encode()).hexdigest()[:32]
