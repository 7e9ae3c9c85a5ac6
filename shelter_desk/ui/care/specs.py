"""Which forms of care there are, and their actions."""

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.forms.spec import FormSpec, later

_CARE = "shelter_desk.ui.care"
_CHECKS = f"{_CARE}.check_forms"
_RESTRICTIONS = f"{_CARE}.restriction_forms"
_APART = f"{_CARE}.apart_forms"
_MESSAGES = f"{_CARE}.message_forms"


def _form(
    id_: str,
    title: str,
    make: tuple[str, str],
    icon: str,
    right: Right,
    *keys: str,
) -> FormSpec:
    """Return a form with an action of the same words; one that works behind no curtain."""
    action = ActionSpec(id_, title, keys, icon, right, curtained=False)
    return FormSpec(id_, title, later(*make), action)


CARE_FORMS = (
    _form("rounds", mark("Checks and rounds"), (f"{_CARE}.rounds_sheet", "RoundsSheet"),
          "eye-check-outline", Right.BOARD, "Ctrl+T"),
    _form("agree_checks", mark("Agree checks with her"), (_CHECKS, "AgreeChecksForm"),
          "eye-check-outline", Right.BOARD),
    _form("agreed_checks", mark("Agreements about checks"), (_CHECKS, "AgreedChecksSheet"),
          "eye-outline", Right.BOARD),
    _form("message", mark("Leave a message for her"), (_MESSAGES, "MessageForm"),
          "email-outline", Right.BOARD),
    _form("messages", mark("Messages that wait"), (_MESSAGES, "MessagesSheet"),
          "email-outline", Right.BOARD),
    _form("send_away", mark("Send her away until morning"), (_RESTRICTIONS, "SendAwayForm"),
          "door-closed", Right.SEND_AWAY),
    _form("bar", mark("Bar her for a period"), (_RESTRICTIONS, "BarForm"),
          "door-closed-lock", Right.BAR),
    _form("restrictions", mark("Sent away and barred now"),
          (f"{_CARE}.restriction_list", "RestrictionsSheet"), "door-closed", Right.CARD),
    _form("keep_apart", mark("Keep apart"), (_APART, "KeepApartForm"),
          "arrow-left-right", Right.BAR),
    _form("kept_apart", mark("Who is kept apart"), (_APART, "KeptApartSheet"),
          "arrow-left-right", Right.CARD),
    FormSpec("check_note", mark("Check with a note"), later(_CHECKS, "CheckNoteForm")),
    FormSpec("restriction_complete", mark("Write out the sending away"),
             later(_RESTRICTIONS, "CompleteForm")),
    FormSpec("restriction_review", mark("Review the bar"), later(_RESTRICTIONS, "ReviewForm")),
    FormSpec("apart_review", mark("Keep apart: review"), later(_APART, "ApartReviewForm")),
)  # fmt: skip
"""In the order of palette and help; the last ones are opened from their lists alone."""
