"""Every form of the desk, in the order of palette and help. Each subject names its own."""

from collections.abc import Sequence

from shelter_desk.ui.around.specs import AROUND_FORMS
from shelter_desk.ui.care.specs import CARE_FORMS
from shelter_desk.ui.counter.specs import COUNTER_FORMS
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.spec import FormSpec
from shelter_desk.ui.incidents.specs import INCIDENT_FORMS
from shelter_desk.ui.people.specs import PEOPLE_FORMS
from shelter_desk.ui.reports.specs import REPORT_FORMS
from shelter_desk.ui.setup.specs import SETUP_FORMS

FORMS: Sequence[FormSpec] = (
    *COUNTER_FORMS,
    *CARE_FORMS,
    *PEOPLE_FORMS,
    *AROUND_FORMS,
    *INCIDENT_FORMS,
    *REPORT_FORMS,
    *SETUP_FORMS,
)  # fmt: skip


def register_forms(desk: Desk) -> None:
    """Register every form and its action."""
    for spec in FORMS:
        desk.forms.register(spec)
