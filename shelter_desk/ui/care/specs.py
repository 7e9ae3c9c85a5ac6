"""Which forms of care there are, and their actions."""

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.forms.spec import FormSpec, later

_CHECKS = "shelter_desk.ui.care.check_forms"

CARE_FORMS = (
    FormSpec(
        "agree_checks",
        mark("Agree checks"),
        later(_CHECKS, "AgreeChecksForm"),
        ActionSpec(
            "agree_checks", mark("Agree checks with her"), icon="eye-check-outline",
            right=Right.BOARD,
        ),
    ),
)  # fmt: skip
