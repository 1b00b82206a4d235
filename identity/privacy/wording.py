"""Every act and look of the audit in words a person of 67 understands; one line for each code."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, Promise] = {
    # looks
    "class.board.seen": _("Looked at the board of your class"),
    "class.learner.seen": _("Looked at your page in the class"),
    "class.move.seen": _("Looked at where your class stands before a change of the course"),
    "class.namesakes.seen": _("Looked whether somebody of your name has an account"),
    "codes.look_up_refused": _("Asked about your number or e-mail address and was refused"),
    "commune.desk.seen": _("Looked at the trainers of the commune"),
    "desk.people.seen": _("Looked for people of your name and year of birth"),
    "desk.person.seen": _("Looked at your name before confirming who you are"),
    "merge.people.seen": _("Looked at two accounts of yours before they were joined"),
    "merges.seen": _("Looked at the two accounts you joined"),
    "recovery.look_up_refused": _("Asked whether an account is yours and was refused"),
    "recovery.requests.seen": _("Looked at your request to get back into your account"),
    "roles.seen": _("Looked at who holds which role"),
    "security.frozen.seen": _("Looked at whose account is closed to changes"),
    # the account
    "person.created": _("Opened your account"),
    "person.renamed": _("Corrected your name"),
    "person.moved": _("Changed the commune you live in"),
    "person.closed": _("Closed the account"),
    "person.merged": _("Joined your two accounts into one"),
    "person.parted": _("Parted two joined accounts again"),
    "person.sessions_ended": _("Ended all your sessions"),
    "person.other_sessions_ended": _("Ended your sessions on other devices"),
    "session.opened": _("Signed in"),
    "session.ended": _("Signed out"),
    "session.proved_again": _("Confirmed again who you are"),
    # ways to sign in
    "factors.card_issued": _("Made a sign-in card for you"),
    "factors.card_voided": _("Made your sign-in card void"),
    "factors.cards_printed": _("Printed your sign-in card"),
    "factors.pin_set": _("Set the PIN"),
    "factors.pin_removed": _("Took the PIN away, so that a new one can be chosen"),
    "factors.pin_reopened": _("Let you try the PIN again"),
    "factors.totp_confirmed": _("Set up an authenticator app"),
    "factors.totp_removed": _("Removed the authenticator app"),
    "factors.passkey_added": _("Added a passkey"),
    "factors.passkey_removed": _("Removed a passkey"),
    "factors.passkey_renamed": _("Gave a passkey another name"),
    "factors.passkey_refused": _("Refused a passkey that may have been copied"),
    "factors.recovery_codes_made": _("Made new recovery codes"),
    "factors.recovery_code_spent": _("Used a recovery code"),
    "factors.forgotten": _("Took away the second way to sign in, so that a new one can be set up"),
    "factors.card_and_pin_forgotten": _("Took away the sign-in card and the PIN"),
    "factors.replaced": _("Set up a new second way to sign in"),
    "factors.tries_reopened": _("Let you try the second way to sign in again"),
    "codes.budget_reopened": _("Opened your sign-in again after too many wrong codes"),
    "contact.added": _("Added a number or e-mail address"),
    "contact.changed": _("Changed the number or e-mail address"),
    "contact.removed": _("Removed a number or e-mail address"),
    "contact.undone": _("Took back a change of the number or e-mail address"),
    "contact.passed_on": _("The number went over to whoever holds it now"),
    "sharing.joined": _("Somebody joined on the same number"),
    "sharing.left": _("Left the shared number"),
    "sharing.invited": _("Let somebody join on the same number"),
    "sharing.withdrawn": _("Took back the invitation to the same number"),
    "sharing.kept_alone": _("Kept the number for one person"),
    "sharing.nickname_chosen": _("Chose a nickname on the shared number"),
    "sharing.ended_at_desk": _("Took the account off the shared number"),
    "desk.confirmed": _("Confirmed at the desk that it is you"),
    "desk.confirmation_used": _("Opened your account after a confirmation at the desk"),
    "signin.silent_number_proved": _("Opened your account with a second proof"),
    "security.disavowed": _("Said: that was not me"),
    "security.freeze_lifted": _("Opened changes of your account again"),
    "recovery.opened": _("Asked to get back into the account"),
    "recovery.confirmed": _("Confirmed at the desk who you are"),
    "recovery.cancelled": _("Stopped getting back into the account"),
    "recovery.expired": _("The request to get back into the account ran out"),
    "recovery.refused": _("Refused a request to get back into the account"),
    "recovery.done": _("The account was opened again after a loss"),
    # classes and roles
    "class.joined": _("Joined a class"),
    "class.left": _("Left a class"),
    "class.returned": _("Came back into a class"),
    "class.learner_removed": _("Took you out of a class"),
    "class.learner_readded": _("Took you into a class again"),
    "class.newcomer_admitted": _("Took you into a class with a new account"),
    "guardian.child_joined": _("Opened an account for a child with the guardian"),
    "guardian.children.seen": _("Looked at how the child learns, as guardian"),
    "guardian.handed_over": _("Handed the account over to the child, who is 16"),
    "guardian.consent_withdrawn": _("Took back the consent for a child"),
    "guardian.told_of_age": _("Told the guardian that the child is old enough for an own account"),
    "class.moved": _("Moved your class to the newest edition of the course"),
    "grant.given": _("Gave you a role"),
    "grant.ended": _("Ended a role of yours"),
}
UNKNOWN_ACT = _("Did something about your account")

FIELDS: dict[str, Promise] = {
    "name": _("your name"),
    "birth_year": _("your year of birth"),
    "commune": _("the commune you live in"),
    "contact": _("the masked number or e-mail address"),
    "progress": _("how far you are in your lessons"),
    "role": _("your role"),
    "card": _("your sign-in card"),
}

REASONS: dict[str, Promise] = {
    "teaches_class": _("to teach the class you learn in"),
    "runs_commune": _("to look after the trainers of the commune"),
    "runs_roles": _("to give and end roles"),
    "help": _("to help you with your account"),
    "guardian": _("to answer for you as guardian"),
}

# about no person in particular: a unit, a class, the register, a number block
NOT_ABOUT_PEOPLE = frozenset(
    {
        "audit.segment_purged",
        "city.figures.seen",
        "city.figures_downloaded",
        "class.closed",
        "class.opened",
        "class.reopened",
        "codes.network_lifted",
        "communes.register_loaded",
        "programme.changed",
        "programme.closed",
        "programme.opened",
        "trainer.address_refused",
    }
)
