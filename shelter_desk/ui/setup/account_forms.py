"""Forms of accounts: a new one or another name and role, and one for a day."""

from typing import Any

from PySide6.QtCore import Qt

from shelter_desk.marking import mark
from shelter_desk.services import access, account_rules, accounts
from shelter_desk.services.accounts import Account, HandedOver
from shelter_desk.services.calling import Caller, Done
from shelter_desk.terms import Right, Role
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.picked import OneOf, each
from shelter_desk.ui.forms.written import ShortText
from shelter_desk.ui.setup.fields import PastDay
from shelter_desk.ui.widgets.labels import Words as Label

_NAMES = (account_rules.NoNameError, account_rules.StaffNameTooLongError)
_INITIALS = (account_rules.InitialsFormError, account_rules.InitialsTakenError)


def change_all(
    caller: Caller,
    *,
    staff_id: int,
    facts: dict[str, Any] | None,
    **values: Any,  # noqa: ANN401 - of the account
) -> Done:
    """Change an account and, for a manager, what is known of the colleague."""
    done = accounts.change_account(caller, staff_id=staff_id, **values)
    if facts is not None:
        done = accounts.set_staff_facts(caller.again(), staff_id=staff_id, **facts)
    return done


def open_with_facts(
    caller: Caller,
    *,
    facts: dict[str, Any] | None,
    **values: Any,  # noqa: ANN401 - of the account
) -> HandedOver:
    """Make an account and note what is known of the colleague."""
    made = accounts.open_account(caller, **values)
    if facts is not None and any(facts.values()):
        accounts.set_staff_facts(caller.again(), staff_id=made.staff_id, **facts)
    return made


class AccountForm(Form):
    """An account: name, initials, log-in name, role; a manager also notes certificate and more."""

    rule = mark("Everybody has an account of her own. The program makes the first password.")

    def build(self) -> None:
        """Make the fields."""
        self._account: Account | None = None
        desk = self._desk
        self.called = self.add(
            "name",
            ShortText(desk, mark("Name"), limit=account_rules.NAME_LIMIT, required=True),
            *_NAMES,
        )
        self.initials = self.add(
            "initials",
            ShortText(
                desk,
                mark("Initials"),
                limit=account_rules.INITIALS_LIMIT,
                required=True,
                help_line=mark("They stand beside every line she writes."),
            ),
            *_INITIALS,
        )
        self.login = self.add(
            "login",
            ShortText(desk, mark("Log-in name"), limit=account_rules.LOGIN_LIMIT, required=True),
            account_rules.LoginFormError,
            access.LoginTakenError,
        )
        self.role = self.add(
            "role",
            OneOf(desk, mark("Role"), each(Role), required=True),
            account_rules.LastManagerError,
            account_rules.OwnAccountError,
            account_rules.ManagersAccountError,
        )
        self.certificate = self.add(
            "certificate",
            PastDay(
                desk,
                mark("Police certificate shown"),
                help_line=mark("The day only, nothing of what stands in it."),
            ),
            accounts.CertificateDayError,
        )
        self.experience = self.add(
            "experience",
            ShortText(
                desk,
                mark("Experience"),
                limit=accounts.EXPERIENCE_LIMIT,
                help_line=mark("For example «peer worker» or «mental health nurse»."),
            ),
        )
        self._knows = desk.actions.may(Right.STAFF)
        self.certificate.setVisible(self._knows)
        self.experience.setVisible(self._knows)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with the account given, or with a new one."""
        super().begin(about)
        self._account = account = given.get("account")
        if account is None:
            return
        self.called.put(account.name)
        self.initials.put(account.initials)
        self.login.put(account.login)
        self.login.hide()
        self.role.choose(account.role)
        if account.police_certificate_on is not None:
            self.certificate.put(account.police_certificate_on.isoformat())
        self.experience.put(account.experience)

    def save(self) -> None:
        """Save it."""
        facts = None
        if self._knows:
            facts = {
                "police_certificate_on": self.certificate.day,
                "experience": self.experience.value,
            }
        values = {
            "name": self.called.value,
            "initials": self.initials.value,
            "role": self.role.value,
        }
        say = self._desk.words.say
        if self._account is None:
            sentence = say("New account: {name}", name=self.called.value)
            self.run(open_with_facts, sentence, login=self.login.value, facts=facts, **values)
        else:
            sentence = say("Saved: {what}", what=self.called.value)
            self.run(change_all, sentence, staff_id=self._account.staff_id, facts=facts, **values)


class ResetForm(Form):
    """A new password for a colleague: it cannot be taken back, so it is asked for twice."""

    rule = mark(
        "The old password and the PIN stop working at once. What she has written stays. The new"
        " password is shown once, to be handed over."
    )
    saves = mark("Give a new password")

    def build(self) -> None:
        """Say whose it is."""
        self._staff_id = 0
        self.whose = Label(self._desk.theme, size=16, wrap=True)
        self.body.addWidget(self.whose)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with the account given."""
        super().begin(about)
        account: Account = given["account"]
        self._staff_id = account.staff_id
        self.whose.setText(f"{account.name} ({account.initials})")

    def focus_first(self) -> None:
        """Put the keyboard where Esc and Enter do no harm by chance."""
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Give it."""
        sentence = self._desk.words.say("New password for {name}", name=self.whose.text())
        self.run(accounts.reset_password, sentence, staff_id=self._staff_id)


class DayAccountForm(Form):
    """An account for a temp: a name and a role. It ends by itself after 24 hours."""

    rule = mark("The account ends by itself after 24 hours. Log-in name and password are made now.")
    saves = mark("Make the account")

    def build(self) -> None:
        """Make the fields."""
        desk = self._desk
        self.called = self.add(
            "name",
            ShortText(
                desk, mark("Name of the temp"), limit=account_rules.NAME_LIMIT, required=True
            ),
            *_NAMES,
        )
        self.role = self.add(
            "role",
            OneOf(desk, mark("Role"), each(accounts.FOR_A_DAY), start=Role.MILIEU, required=True),
        )

    def save(self) -> None:
        """Make it."""
        sentence = self._desk.words.say("New account: {name}", name=self.called.value)
        self.run(accounts.open_day_account, sentence, name=self.called.value, role=self.role.value)
