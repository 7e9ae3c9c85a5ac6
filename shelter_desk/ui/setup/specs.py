"""The forms of Oppsett, and which of them are found by their words."""

from shelter_desk.marking import mark
from shelter_desk.ui.forms.spec import FormSpec, later

_PLAN = "shelter_desk.ui.setup.plan_forms"
_ACCOUNTS = "shelter_desk.ui.setup.account_forms"
_KEYS = "shelter_desk.ui.setup.key_forms"

SETUP_FORMS = (
    FormSpec("setup_floor", mark("Floor"), later(_PLAN, "FloorForm")),
    FormSpec("setup_room", mark("Room"), later(_PLAN, "RoomForm")),
    FormSpec("setup_bed", mark("Place"), later(_PLAN, "BedForm")),
    FormSpec("setup_account", mark("Account"), later(_ACCOUNTS, "AccountForm")),
    FormSpec("new_recovery_sheet", mark("New recovery sheet"), later(_KEYS, "NewSheetForm")),
    FormSpec("house_passphrase", mark("House passphrase"), later(_KEYS, "PassphraseForm")),
    FormSpec("reset_password", mark("New password"), later(_ACCOUNTS, "ResetForm")),
    FormSpec("day_account", mark("Account for a day"), later(_ACCOUNTS, "DayAccountForm")),
)
