"""Oppsett: who works here, new accounts, new passwords, and the list of changes."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shelter_desk.marking import mark
from shelter_desk.phrases import label
from shelter_desk.services import accounts
from shelter_desk.services.accounts import Account, AccountChange, HandedOver
from shelter_desk.services.calling import Done
from shelter_desk.terms import Right
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.setup.pick_list import PickList, PickRow
from shelter_desk.ui.setup.section import Section
from shelter_desk.ui.theme import Status
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.flow import FlowLayout
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.painting import box

_HANDS_OVER = {"setup_account", "day_account", "reset_password"}
_KEEPERS = (Right.STAFF, Right.STAFF_ACCOUNTS)


class HandedCard(QWidget):
    """A password that is shown once: log-in name and password, big, until it is put away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._handed: HandedOver | None = None
        theme = desk.theme
        self.says = Label(theme, wrap=True)
        self.login = Label(theme, size=17, weight=SEMIBOLD, tabular=True)
        self.password = Label(theme, size=24, weight=SEMIBOLD, tabular=True)
        self.password.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.away = Button(theme, icon="eye-off-outline")
        self.away.clicked.connect(self.forget)
        column = QVBoxLayout(self)
        edge = theme.px(16)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(8))
        column.addWidget(self.says)
        column.addWidget(self.login)
        column.addWidget(self.password)
        row = QHBoxLayout()
        row.addWidget(self.away)
        row.addStretch(1)
        column.addLayout(row)
        theme.changed.connect(self.update)
        self.hide()

    def show_handed(self, handed: HandedOver) -> None:
        """Show a password to hand over."""
        self._handed = handed
        self.retranslate()
        self.show()
        announce.announce(self, f"{self.says.text()} {self.login.text()} {self.password.text()}")

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self._desk.words.say
        self.away.setText(say("Put it away"))
        self.away.updateGeometry()
        handed = self._handed
        if handed is None:
            return
        text = say(
            "Give this to {name} and to nobody else. It is shown now and never again; she"
            " chooses her own password when she logs in.",
            name=handed.name,
        )
        if handed.valid_until is not None:
            until = self._desk.words.texts.moment(handed.valid_until)
            text += " " + say("The account ends {moment}.", moment=until)
        self.says.setText(text)
        self.login.setText(say("Log-in name: {login}", login=handed.login))
        self.password.setText(handed.password)

    def forget(self) -> None:
        """Show it no more."""
        self._handed = None
        self.hide()
        for words in (self.says, self.login, self.password):
            words.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        look = self._desk.theme.look(Status.INFO)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        box(painter, rect, fill=QColor(tokens.raised), line=QColor(look.foreground), radius=6)
        painter.end()


class AccountsPage(Section):
    """The accounts. A shift lead has the account for a day and the new password only."""

    title = mark("Staff and accounts")
    intro = mark(
        "Accounts are personal. A volunteer has none. Every change stands in the list below,"
        " with who made it."
    )
    icon = "account-multiple-outline"
    rights = (*_KEEPERS, Right.STAFF_TEMPORARY)

    def build(self) -> None:
        """Make buttons and lists."""
        theme = self.desk.theme
        self._accounts: tuple[Account, ...] = ()
        self._changes: tuple[AccountChange, ...] = ()
        self.new = Button(theme, icon="account-plus-outline")
        self.day = Button(theme, icon="account-clock-outline")
        self.reset = Button(theme, icon="lock-reset")
        self.edit = Button(theme, icon="pencil-outline", key="Enter")
        self.close_it = Button(theme, icon="account-off-outline")
        self.card = HandedCard(self.desk)
        self.list = PickList(theme, most=520)
        above = FlowLayout(gap=theme.px(8))
        for button in (self.day, self.new):
            above.addWidget(button)
        below = FlowLayout(gap=theme.px(8))
        for button in (self.reset, self.edit, self.close_it):
            below.addWidget(button)
        self.column.addLayout(above)
        self.column.addLayout(below)
        self.column.addWidget(self.card)
        self.column.addWidget(self.list)
        self.changes_head = self.heading(mark("Changes of accounts and rights"))
        self.no_changes = self.line(mark("Nothing has been changed yet."))
        self.changes = PickList(theme, most=360)
        self.column.addWidget(self.changes)
        self.list.opened.connect(self.open_chosen)
        self.list.chosen.connect(self._on_chosen)
        self.new.clicked.connect(self._on_new)
        self.day.clicked.connect(self._on_day)
        self.reset.clicked.connect(self._on_reset)
        self.edit.clicked.connect(self.open_chosen)
        self.close_it.clicked.connect(self.close_chosen)
        self.desk.forms.saved.connect(self._on_saved)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self.desk.words.say
        self.list.setAccessibleName(say("Accounts"))
        self.changes.setAccessibleName(say("Changes of accounts and rights"))
        self.new.setText(say("New account"))
        self.day.setText(say("Account for a day"))
        self.reset.setText(say("New password"))
        self.edit.setText(say("Change"))
        self.card.retranslate()
        for button in self.findChildren(Button):
            button.updateGeometry()
        self._fill()

    # -- showing -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for accounts and changes."""
        keeper, manager = self.may(*_KEEPERS), self.may(Right.STAFF)
        for button in (self.new, self.edit, self.close_it):
            button.setVisible(keeper)
        self.changes_head.setVisible(manager)
        self.changes.setVisible(manager and bool(self._changes))
        self.no_changes.setVisible(manager and not self._changes)
        self.desk.tasks.run(accounts.accounts, then=self.show_accounts, latest="setup accounts")
        if manager:
            self.desk.tasks.run(
                accounts.account_changes, then=self.show_changes, latest="setup changes"
            )

    def show_accounts(self, found: tuple[Account, ...]) -> None:
        """Show the accounts."""
        self._accounts = found
        self._fill()

    def show_changes(self, found: tuple[AccountChange, ...]) -> None:
        """Show who changed what."""
        self._changes = found
        self.changes.setVisible(bool(found))
        self.no_changes.setVisible(not found)
        self._fill()

    def _fill(self) -> None:
        self.list.give(tuple(self._row(account) for account in self._accounts))
        self.changes.give(tuple(self._change_row(n, one) for n, one in enumerate(self._changes)))
        self._on_chosen(self.list.key)

    def _row(self, account: Account) -> PickRow:
        words = self.desk.words
        texts = words.texts
        details = [label(texts, account.role), account.login]
        if account.police_certificate_on is not None:
            details.append(
                words.say("police certificate shown {day}", day=account.police_certificate_on)
            )
        if account.experience:
            details.append(account.experience)
        return PickRow(
            account.staff_id,
            f"{account.name} ({account.initials})",
            " · ".join(details),
            mark=self._mark(account),
            icon="account-outline",
            dim=not account.open,
        )

    def _mark(self, account: Account) -> str:
        words = self.desk.words
        if not account.open:
            return words.say_in("account", "ended")
        if account.valid_until is not None:
            return words.say("until {moment}", moment=self._moment(account.valid_until))
        return (
            words.say("has not logged in with her own password yet")
            if (account.must_change_password)
            else ""
        )

    def _moment(self, at: datetime) -> str:
        return self.desk.words.texts.moment(at)

    def _change_row(self, number: int, change: AccountChange) -> PickRow:
        words = self.desk.words
        title = words.say(accounts.ACCOUNT_ACTS.get(change.action, change.action))
        whom = change.name or (label(words.texts, change.role) if change.role else "")
        role = label(words.texts, change.role) if change.role and change.name else ""
        about = ": ".join(part for part in (title, whom) if part)
        if role:
            about += f" ({role})"
        moment = words.texts.moment_then(change.at, self.desk.clock.now())
        return PickRow(number, about, mark=f"{change.by} · {moment}")

    # -- what is chosen ------------------------------------------------------------------------

    @property
    def chosen(self) -> Account | None:
        """The account that is chosen."""
        return next((one for one in self._accounts if one.staff_id == self.list.key), None)

    def _on_chosen(self, _key: object) -> None:
        account = self.chosen
        say = self.desk.words.say
        ended = account is not None and not account.open
        self.close_it.setText(say("Open the account again") if ended else say("Close the account"))
        self.close_it.updateGeometry()
        for button in (self.edit, self.close_it):
            button.setEnabled(account is not None)
        self.reset.setEnabled(account is not None and account.open)

    # -- acts ----------------------------------------------------------------------------------

    def _on_new(self) -> None:
        self.desk.forms.open("setup_account")

    def _on_day(self) -> None:
        self.desk.forms.open("day_account")

    def open_chosen(self, _key: object = None) -> None:
        """Open the form of the chosen account."""
        account = self.chosen
        if account is not None and self.may(*_KEEPERS):
            self.desk.forms.open(
                "setup_account", draft=f"staff:{account.staff_id}", account=account
            )

    def _on_reset(self) -> None:
        account = self.chosen
        if account is not None:
            self.desk.forms.open(
                "reset_password", draft=f"staff:{account.staff_id}", account=account
            )

    def close_chosen(self) -> None:
        """Close the chosen account, or open it again."""
        account = self.chosen
        if account is None:
            return
        closes = account.open
        service = accounts.close_account if closes else accounts.reopen_account
        back = accounts.reopen_account if closes else accounts.close_account
        say = self.desk.words.say
        text = (
            say("Account closed: {name}", name=account.name)
            if closes
            else say("Account opened again: {name}", name=account.name)
        )

        def undo() -> None:
            self.desk.tasks.run(back, staff_id=account.staff_id)

        def done(_done: Done) -> None:
            self.desk.notices.act(text, undo=undo)

        self.desk.tasks.run(service, then=done, staff_id=account.staff_id)

    def _on_saved(self, form_id: str, done: Any) -> None:  # noqa: ANN401 - what a service answers
        if form_id in _HANDS_OVER and isinstance(done, HandedOver):
            self.hand_over(done)

    def hand_over(self, handed: HandedOver) -> None:
        """Show a password once."""
        self.card.show_handed(handed)
        self.refresh()

    def leave(self) -> None:
        """Put the password away."""
        self.card.forget()

    def focus_first(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
