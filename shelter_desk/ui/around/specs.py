"""Which forms about those around there are, and their actions."""

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.forms.spec import FormSpec, later

_AROUND = "shelter_desk.ui.around"
_VISITORS = f"{_AROUND}.visitor_forms"
_DUTY = f"{_AROUND}.duty_forms"
_ISOLATION = f"{_AROUND}.isolation_forms"
_PARTNERS = f"{_AROUND}.partner_forms"


def _form(id_: str, title: str, make: tuple[str, str], icon: str, *keys: str) -> FormSpec:
    action = ActionSpec(id_, title, keys, icon, Right.BOARD, curtained=False)
    return FormSpec(id_, title, later(*make), action)


AROUND_FORMS = (
    _form("visitor", mark("A visitor comes"), (_VISITORS, "VisitorForm"),
          "badge-account-horizontal-outline"),
    _form("visitors", mark("Visitors in the house"), (_VISITORS, "VisitorsSheet"),
          "badge-account-horizontal-outline"),
    _form("on_duty", mark("Put on duty"), (_DUTY, "DutyForm"), "account-clock-outline",
          "Ctrl+D"),
    _form("duty", mark("On duty now"), (_DUTY, "DutySheet"), "account-clock-outline"),
    _form("isolate", mark("A room to herself"), (_ISOLATION, "IsolationForm"),
          "shield-home-outline"),
    _form("isolated", mark("Who has a room to herself"), (_ISOLATION, "IsolationSheet"),
          "shield-home-outline"),
    _form("partners", mark("Partners with a direct line"), (_PARTNERS, "PartnersSheet"),
          "phone-outline"),
    _form("partner", mark("A new partner"), (_PARTNERS, "PartnerForm"), "phone-plus-outline"),
    FormSpec("partner_change", mark("Change a partner"), later(_PARTNERS, "PartnerForm")),
    FormSpec("isolation_review", mark("Room to herself: review"),
             later(_ISOLATION, "IsolationReviewForm")),
)  # fmt: skip
"""In the order of palette and help; the last two are opened from their lists alone."""
