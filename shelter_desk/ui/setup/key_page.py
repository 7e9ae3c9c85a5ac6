"""Oppsett: the ways into the house: recovery sheet, passphrase, accounts of this machine."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt

from shelter_desk.marking import mark
from shelter_desk.services.calling import Done
from shelter_desk.services.house_keys import WaysIn
from shelter_desk.terms import Right
from shelter_desk.ui.setup.pick_list import PickList, PickRow
from shelter_desk.ui.setup.section import Section
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.flow import FlowLayout
from shelter_desk.ui.widgets.labels import Words as Label


class KeyPage(Section):
    """What opens the house, and changing it."""

    title = mark("Key and recovery")
    intro = mark(
        "Everything in the house is encrypted. These are the ways to open it; if all of them are"
        " lost, nobody can read it, we neither."
    )
    icon = "key-outline"
    rights = (Right.BACKUP,)
    needs_machine = True

    def build(self) -> None:
        """Make lines and buttons."""
        theme = self.desk.theme
        self._ways: WaysIn | None = None
        self.heading(mark("Recovery sheet"))
        self.sheet = self._said()
        self.renew = Button(theme, icon="printer-outline")
        self._row(self.renew)
        self.heading(mark("House passphrase"))
        self.phrase = self._said()
        self.set_phrase = Button(theme, icon="form-textbox-password")
        self._row(self.set_phrase)
        self.heading(mark("Accounts of this machine"))
        self.account = self._said()
        self.list = PickList(theme, most=260)
        self.column.addWidget(self.list)
        self.enrol = Button(theme, icon="account-plus-outline")
        self.remove = Button(theme, icon="account-off-outline")
        self._row(self.enrol, self.remove)
        self.renew.clicked.connect(partial(self._open, "new_recovery_sheet"))
        self.set_phrase.clicked.connect(partial(self._open, "house_passphrase"))
        self.enrol.clicked.connect(self._on_enrol)
        self.remove.clicked.connect(self._on_remove)
        self.list.chosen.connect(self._on_chosen)
        self.desk.forms.saved.connect(self._on_saved)

    def _said(self) -> Label:
        label = Label(self.desk.theme, wrap=True)
        self.column.addWidget(label)
        return label

    def _row(self, *buttons: Button) -> None:
        row = FlowLayout(gap=self.desk.theme.px(8))
        for button in buttons:
            row.addWidget(button)
        self.column.addLayout(row)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self.desk.words.say
        self.renew.setText(say("Print a new recovery sheet"))
        self.enrol.setText(say("Let this account open the house by itself"))
        self.remove.setText(say("Take the account out"))
        self.list.setAccessibleName(say("Accounts of this machine"))
        self._show()

    def refresh(self) -> None:
        """Ask for the ways in."""
        if self.machine is not None:
            self.desk.tasks.run(self.machine.keys.look, then=self.show_ways, latest="setup keys")

    def show_ways(self, ways: WaysIn) -> None:
        """Show the ways in."""
        self._ways = ways
        self._show()

    def _show(self) -> None:
        ways, words = self._ways, self.desk.words
        say = words.say
        if ways is not None:
            self.sheet.setText(
                say(
                    "Sheet number {number} is in force. It lies in a sealed envelope away from"
                    " this machine. A new sheet puts the old one out of force.",
                    number=ways.sheet_number,
                )
            )
            self.phrase.setText(
                say("There is a house passphrase: a shift lead opens the house with it on a new"
                    " account of this machine.")
                if ways.has_passphrase
                else say("There is no house passphrase. It is needed where several accounts of"
                         " one machine open the house.")
            )  # fmt: skip
            self.set_phrase.setText(
                say("Choose another passphrase") if ways.has_passphrase
                else say("Choose a passphrase")
            )  # fmt: skip
            if ways.keyring_problem is not None:
                account = words.explain(ways.keyring_problem)
            elif ways.this_account_opens:
                account = say("This account ({account}) opens the house by itself.",
                              account=ways.this_account)  # fmt: skip
            else:
                account = say("This account ({account}) opens the house only with passphrase or"
                              " recovery code.", account=ways.this_account)  # fmt: skip
            self.account.setText(account)
            self.list.give(
                tuple(
                    PickRow(
                        name,
                        name,
                        mark=say("this account") if name == ways.this_account else "",
                        icon="account-outline",
                    )
                    for name in ways.accounts
                )
            )
            self.list.setVisible(bool(ways.accounts))
            self.remove.setVisible(bool(ways.accounts))
            self.enrol.setVisible(not ways.this_account_opens and ways.keyring_problem is None)
        else:
            self.set_phrase.setText(say("Choose a passphrase"))
        for button in self.findChildren(Button):
            button.updateGeometry()

    def _on_chosen(self, key: object) -> None:
        self.remove.setEnabled(key is not None)

    # -- acts ----------------------------------------------------------------------------------

    def _open(self, form_id: str) -> None:
        if self.machine is not None:
            self.desk.forms.open(form_id, machine=self.machine)

    def _on_saved(self, form_id: str, _done: Any) -> None:  # noqa: ANN401 - what a service answers
        if form_id in {"new_recovery_sheet", "house_passphrase"}:
            self.refresh()

    def _on_enrol(self) -> None:
        if self.machine is not None:
            text = self.desk.words.say("This account opens the house by itself now")
            self.desk.tasks.run(
                self.machine.keys.enrol_this_account, then=partial(self._on_done, text)
            )

    def _on_remove(self) -> None:
        account = self.list.key
        if self.machine is not None and isinstance(account, str):
            text = self.desk.words.say("{account} opens the house no more", account=account)
            self.desk.tasks.run(
                self.machine.keys.remove_account,
                then=partial(self._on_done, text),
                account=account,
            )

    def _on_done(self, text: str, _done: Done) -> None:
        self.desk.notices.act(text)
        self.refresh()

    def focus_first(self) -> None:
        """Put the keyboard on the first button."""
        self.renew.setFocus(Qt.FocusReason.OtherFocusReason)
