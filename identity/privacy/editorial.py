"""Personal data in the editors' tables, which are Wagtail's: who wrote, reviewed, brought what."""

from __future__ import annotations

from identity.privacy.groups import EDITORIAL_TERM, EDITORS, HERSELF, NOBODY, WITH_ACCOUNT, Group

EDITORIAL: tuple[Group, ...] = (
    Group(
        category="act of staff",
        retention=EDITORIAL_TERM,
        shown_to=EDITORS,
        purposes={
            "cms.Picture.uploaded_by_user": "who brought a picture",
            "wagtailcore.Page.owner": "who made a page, who is working on it",
            "wagtailcore.Page.locked_by": "who made a page, who is working on it",
            "wagtailcore.Revision.user": "who wrote which version",
            "wagtailcore.PageLogEntry.user": "the history of a page",
            "wagtailcore.ModelLogEntry.user": "the history of a picture or setting",
            "wagtailcore.WorkflowState.requested_by": "who asked for a review",
            "wagtailcore.TaskState.finished_by": "who approved or sent back",
            "wagtailcore.Comment.user": "remarks on a draft",
            "wagtailcore.Comment.resolved_by": "remarks on a draft",
            "wagtailcore.CommentReply.user": "remarks on a draft",
            "wagtaildocs.Document.uploaded_by_user": "who brought a document",
        },
    ),
    Group(
        category="preference",
        retention=EDITORIAL_TERM,
        shown_to=HERSELF,
        purposes={
            "wagtailcore.PageSubscription.user": "whom to tell about remarks",
        },
    ),
    Group(
        category="act of staff",
        retention="until it is imported",
        shown_to=EDITORS,
        purposes={
            "wagtailcore.UploadedFile.uploaded_by_user": "a file on its way in",
        },
    ),
    Group(
        category="credential",
        retention="never filled",
        shown_to=NOBODY,
        purposes={
            "wagtailcore.APIToken.user": "not used: no address accepts such a token",
        },
    ),
    Group(
        category="act of staff",
        retention="never filled",
        shown_to=NOBODY,
        purposes={
            "wagtailimages.Image.uploaded_by_user": "not used: pictures are cms.Picture",
        },
    ),
    Group(
        category="preference",
        retention=WITH_ACCOUNT,
        shown_to=HERSELF,
        purposes={
            "wagtailusers.UserProfile.user": "how an editor wants the editor to look",
        },
    ),
    Group(
        category="act of staff",
        retention="1 hour",
        shown_to=EDITORS,
        purposes={
            "wagtailadmin.EditingSession.user": "to warn two editors of the same page",
        },
    ),
    Group(
        category="preference",
        retention="1 day",
        shown_to=HERSELF,
        purposes={
            "wagtailadmin.FormState.user": "a form an editor has not sent yet",
        },
    ),
)
