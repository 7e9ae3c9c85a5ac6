"""Oppsett: what each role may do in this house."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.phrases import label
from shelter_desk.services.calling import Done
from shelter_desk.services.role_rights import can_change, rights_table, set_right, usual_rights
from shelter_desk.terms import Right, Role
from shelter_desk.ui.forms.picked import Choice, each
from shelter_desk.ui.setup.section import Section
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.buttons import Button, Kind

RIGHTS: Mapping[Right, str] = {
    Right.BOARD: mark("Board, places, log, tasks, fire list"),
    Right.CARD_TODAY: mark("Card of a woman: today only"),
    Right.CARD: mark("Card and history of a woman"),
    Right.READ_HEALTH: mark("Read lines marked «health»"),
    Right.READ_MANAGER: mark("Read lines marked «manager»"),
    Right.READ_MANAGER_OWN: mark("Read one's own lines marked «manager»"),
    Right.SHIELDED_WITH_REASON: mark("Name of a shielded woman, with a reason"),
    Right.SHIELDED_ON_SHIFT: mark("Name of a shielded woman, on shift"),
    Right.SHIELDED: mark("Name of a shielded woman, always"),
    Right.SHIELD_GRADE: mark("See the grade behind the shield"),
    Right.SEND_AWAY: mark("Send away until 06:00"),
    Right.BAR: mark("Bar, override, keep apart"),
    Right.PRINT_HANDOVER: mark("Print handover sheet and rounds"),
    Right.OCCUPANCY: mark("Figures of the house"),
    Right.EXPORT_ROWS: mark("Export rows"),
    Right.HOUSE_PLAN: mark("Set the house up"),
    Right.IMPORT: mark("Import"),
    Right.STAFF: mark("All accounts and rights"),
    Right.STAFF_TEMPORARY: mark("Account for a day, new password"),
    Right.STAFF_ACCOUNTS: mark("Keep accounts"),
    Right.BACKUP: mark("Copies, restoring, key"),
    Right.READ_AUDIT: mark("Read who has read and written what"),
    Right.VERIFY: mark("Check that nothing was changed behind the program"),
}


class RightsPage(Section):
    """One role at a time, its rights to tick. Some stay, so that nobody is locked out."""

    title = mark("Roles and rights")
    intro = mark(
        "A change holds from the next thing somebody does. What is greyed out stays as it is:"
        " the manager can always set the house right, and the system keeper sees nothing of the"
        " women."
    )
    icon = "account-key-outline"
    rights = (Right.STAFF,)

    def build(self) -> None:
        """Make the boxes."""
        theme = self.desk.theme
        self._table: Mapping[Role, frozenset[Right]] = {}
        self.role = Choice(self.desk, mark("Role"), each(Role), start=Role.RECEPTION)
        self.column.addWidget(self.role)
        self.boxes: dict[Right, QCheckBox] = {}
        for right in RIGHTS:
            tick = QCheckBox()
            tick.setMinimumHeight(theme.px(30))
            tick.clicked.connect(partial(self._on_clicked, right))
            self.boxes[right] = tick
            self.column.addWidget(tick)
        self.usual = Button(theme, icon="restore", kind=Kind.QUIET)
        self.usual.clicked.connect(self._on_usual)
        row = QHBoxLayout()
        row.addWidget(self.usual)
        row.addStretch(1)
        self.column.addLayout(row)
        self.role.changed.connect(self._fill)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self.desk.words.say
        self.role.retranslate()
        for right, tick in self.boxes.items():
            tick.setText(say(RIGHTS[right]))
        self.usual.setText(say("All roles as in a new house"))
        self.usual.updateGeometry()

    def refresh(self) -> None:
        """Ask for the table."""
        self.desk.tasks.run(rights_table, then=self.show_table, latest="setup rights")

    def show_table(self, table: Mapping[Role, frozenset[Right]]) -> None:
        """Show the rights of the chosen role."""
        self._table = table
        self._fill()

    def _fill(self) -> None:
        role = self.role.value
        for right, tick in self.boxes.items():
            tick.setChecked(right in self._table.get(role, frozenset()))
            tick.setEnabled(can_change(role, right))

    def _on_clicked(self, right: Right) -> None:
        role: Role = self.role.value
        given = self.boxes[right].isChecked()
        words = self.desk.words
        what = words.say(RIGHTS[right])
        text = (
            words.say("{role} may now: {what}", role=label(words.texts, role), what=what)
            if given
            else words.say("{role} may no longer: {what}", role=label(words.texts, role), what=what)
        )
        undo = partial(self._set, role, right, not given)
        self._set(role, right, given, partial(self._say, text, undo))

    def _set(
        self,
        role: Role,
        right: Right,
        given: bool,
        then: Callable[[Done], object] | None = None,
    ) -> None:
        self.desk.tasks.run(
            set_right,
            then=then,
            failed=self._on_refused,
            role=role,
            right=right,
            given=given,
        )

    def _say(self, text: str, undo: Callable[[], object], _done: Done) -> None:
        self.desk.notices.act(text, undo=undo)

    def _on_usual(self) -> None:
        self.desk.tasks.run(usual_rights, then=self._on_usual_done, failed=self._on_refused)

    def _on_usual_done(self, _done: Done) -> None:
        self.desk.notices.act(self.desk.words.say("All roles have the rights of a new house"))

    def _on_refused(self, error: DeskError) -> None:
        self.desk.notices.tell(Status.WATCH, self.desk.words.explain(error))
        self._fill()
