"""Oppsett: the rules the house works by, to read and to put right."""

from functools import partial

from PySide6.QtCore import Qt

from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.services.calling import Done
from shelter_desk.services.regulations import (
    REFERENCE_LIMIT,
    TEXT_LIMIT,
    Regulation,
    change_regulation,
    regulations,
)
from shelter_desk.terms import Right
from shelter_desk.ui.forms.written import LongText, ShortText
from shelter_desk.ui.setup.pick_list import PickList, PickRow
from shelter_desk.ui.setup.section import Section
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.flow import FlowLayout


class RulesPage(Section):
    """A list of rules; the chosen one to change, or to have as it comes with the program."""

    title = mark("Rules and law")
    intro = mark(
        "Laws change: references and texts can be put right here. What is changed holds in the"
        " language it was changed in. This is not legal advice."
    )
    icon = "scale-balance"
    rights = (Right.HOUSE_PLAN,)

    def build(self) -> None:
        """Make list, fields and buttons."""
        theme = self.desk.theme
        self._rules: tuple[Regulation, ...] = ()
        self._loaded: Regulation | None = None
        self.list = PickList(theme, most=340)
        self.reference = ShortText(self.desk, mark("Where it stands"), limit=REFERENCE_LIMIT)
        self.text = LongText(self.desk, mark("What it means here"), limit=TEXT_LIMIT)
        self.save_button = Button(theme, kind=Kind.PRIMARY, height=38)
        self.usual = Button(theme, icon="restore", kind=Kind.QUIET)
        row = FlowLayout(gap=theme.px(8))
        row.addWidget(self.save_button)
        row.addWidget(self.usual)
        for widget in (self.list, self.reference, self.text):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.save_button.clicked.connect(self.save)
        self.usual.clicked.connect(self._on_usual)

    def retranslate(self) -> None:
        """Say everything anew, and ask for the rules in the other language."""
        super().retranslate()
        say = self.desk.words.say
        self.list.setAccessibleName(say("Rules and law"))
        self.reference.retranslate()
        self.text.retranslate()
        self.save_button.setText(say("Save"))
        self.usual.setText(say("As it comes with the program"))
        for button in (self.save_button, self.usual):
            button.updateGeometry()
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Ask for the rules."""
        self.desk.tasks.run(
            regulations,
            then=self.show_rules,
            latest="setup rules",
            language=self.desk.words.language,
        )

    def show_rules(self, found: tuple[Regulation, ...]) -> None:
        """Show the rules."""
        self._rules = found
        say = self.desk.words.say
        self.list.give(
            tuple(
                PickRow(one.key, one.title, one.reference,
                        mark=say("the house's own words") if one.own else "")
                for one in found
            )
        )  # fmt: skip
        self._on_chosen(self.list.key)

    @property
    def chosen(self) -> Regulation | None:
        """The rule that is chosen."""
        return next((one for one in self._rules if one.key == self.list.key), None)

    def _on_chosen(self, _key: object) -> None:
        rule = self.chosen
        if rule is None or rule == self._loaded:
            return
        same = self._loaded is not None and self._loaded.key == rule.key
        if same and self._touched():
            return
        self._loaded = rule
        self.reference.put(rule.reference)
        self.text.put(rule.text)
        self.reference.say_trouble("")
        self.text.say_trouble("")
        self.usual.setEnabled(rule.own)

    def _touched(self) -> bool:
        rule = self._loaded
        return rule is not None and (self.reference.value, self.text.value) != (
            rule.reference,
            rule.text,
        )

    def _on_opened(self, _key: object) -> None:
        self.reference.take_focus()

    # -- saving --------------------------------------------------------------------------------

    def save(self) -> None:
        """Save the house's own words."""
        rule = self._loaded
        for field in (self.reference, self.text):
            field.say_trouble(field.problem())
        if rule is None or self.reference.problem() or self.text.problem():
            return
        self._send(rule, self.reference.value, self.text.value)

    def _on_usual(self) -> None:
        if self._loaded is not None:
            self._send(self._loaded, "", "")

    def _send(self, rule: Regulation, reference: str, text: str) -> None:
        self._loaded = None
        undo = partial(self._run, rule.key, rule.reference, rule.text, None)
        say = self.desk.words.say("Saved: {what}", what=rule.title)
        self._run(rule.key, reference, text, partial(self._say, say, undo))

    def _run(self, key: str, reference: str, text: str, then: partial[None] | None) -> None:
        self.desk.tasks.run(
            change_regulation,
            then=then,
            failed=self._on_refused,
            language=self.desk.words.language,
            key=key,
            reference=reference,
            text=text,
        )

    def _say(self, text: str, undo: partial[None], _done: Done) -> None:
        self.desk.notices.act(text, undo=undo)

    def _on_refused(self, error: DeskError) -> None:
        self._loaded = self.chosen
        self.text.say_trouble(self.desk.words.explain(error))

    def focus_first(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
