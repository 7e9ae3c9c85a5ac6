"""Small forms in the side panel: out for a while, check out, came earlier, a new woman.

Enter sends, Esc goes back to the row. What a service refuses is said in the form, which keeps
what was typed.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.phrases import label
from shelter_desk.terms import ALIAS_LIMIT, Destination
from shelter_desk.ui import naming
from shelter_desk.ui.board.acts import BoardActs
from shelter_desk.ui.board.pages import Page
from shelter_desk.ui.board.who import Coming, Here
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.pieces import Head
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.moment_field import MomentField, labelled
from shelter_desk.ui.widgets.moments import Toward

_BACK_HINT = mark("not said, or for example 22:00")
_YEAR_DIGITS = 4


class Form(Page):
    """What all forms share: head, fields, what went wrong, two buttons.

    ``left`` asks to go back to the row; it follows an act that was done too. While the act is
    under way nothing can be sent a second time.
    """

    left = Signal()

    def __init__(self, desk: Desk, acts: BoardActs) -> None:
        super().__init__(desk)
        theme = desk.theme
        self._acts = acts
        self._under_way = False
        self.head = Head(theme)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(theme.px(12))
        self.trouble = Label(theme, size=14, colour="status:watch", wrap=True)
        self.trouble.hide()
        self.send_button = Button(theme, key="Enter", kind=Kind.PRIMARY)
        self.cancel_button = Button(theme, key="Esc", kind=Kind.QUIET)
        buttons = QHBoxLayout()
        buttons.addWidget(self.send_button, 1)
        buttons.addWidget(self.cancel_button)
        self.column.addWidget(self.head)
        self.column.addLayout(self.fields)
        self.column.addWidget(self.trouble)
        self.column.addLayout(buttons)
        self.column.addStretch(1)
        self.send_button.clicked.connect(self._on_send)
        self.cancel_button.clicked.connect(self.left)
        acts.done.connect(self._on_act_done)

    def add_field(self, field: QWidget) -> Label:
        """Add a field under a label of its own; return the label."""
        words = Label(self._desk.theme, size=14)
        self.fields.addLayout(labelled(self._desk.theme, words, field))
        if isinstance(field, MomentField):
            field.changed.connect(self._on_field_changed)
        elif isinstance(field, QLineEdit):
            field.textChanged.connect(self._on_field_changed)
        return words

    def _on_field_changed(self, *_changed: object) -> None:
        # What was refused was about what stood there before.
        if not self._under_way:
            self.say_trouble("")

    def moment_field(self, toward: Toward = Toward.PAST, hint: str = "") -> MomentField:
        """Return a field for a time."""
        desk = self._desk
        if hint:
            return MomentField(desk.theme, desk.words, desk.clock, toward=toward, hint=hint)
        return MomentField(desk.theme, desk.words, desk.clock, toward=toward)

    def begin(self) -> None:
        """Say the words of a form that is opened anew."""
        self._under_way = False
        self.say_trouble("")
        self.retranslate()

    def send(self) -> None:
        """Do what the form is for."""

    def _on_send(self) -> None:
        if not self._under_way:
            self.send()

    def wait(self) -> None:
        """Wait for the act: it is done, or refused."""
        self._under_way = True
        self.say_trouble("")

    def _on_act_done(self) -> None:
        if self._under_way:
            self._under_way = False
            self.left.emit()

    def refused(self, error: DeskError) -> None:
        """Say what the service refused; the form is still as it was."""
        self._under_way = False
        self.say_trouble(self._desk.words.explain(error))

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong; nothing for an empty sentence."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        if sentence:
            announce.announce(self, sentence, urgent=True)

    def all_readable(self, *fields: MomentField) -> bool:
        """Say whether every time can be read; put the keyboard on the first that cannot."""
        for field in fields:
            if not field.is_ok:
                announce.announce(self, field.echo.text(), urgent=True)
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends (or cancels on that button), Esc goes back."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.isAutoRepeat():
                return
            if self.cancel_button.hasFocus():
                self.left.emit()
            else:
                self._on_send()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif not event.text()[:1].isalnum():
            # A letter on a choice goes nowhere: a search would take the form away.
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything anew."""
        self.cancel_button.setText(self._desk.words.say("Cancel"))
        self.cancel_button.updateGeometry()

    def _title(self, name: str, code: str | None, sentence: str) -> None:
        self.head.set(name, code or "", [sentence])


class OutForm(Form):
    """Out for a while: expected back, if she says so; when she went, if not now."""

    def __init__(self, desk: Desk, acts: BoardActs) -> None:
        super().__init__(desk, acts)
        self._who: Here | None = None
        self.back = self.moment_field(Toward.FUTURE, _BACK_HINT)
        self._back_label = self.add_field(self.back)
        self.went = self.moment_field()
        self._went_label = self.add_field(self.went)

    def open_for(self, who: Here) -> None:
        """Ask about somebody in the house."""
        self._who = who
        self.back.clear()
        self.went.clear()
        self.begin()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self._desk.words.say
        self._back_label.setText(say("Expected back"))
        self.back.name(self._back_label.text())
        self._went_label.setText(say("Went out"))
        self.went.name(self._went_label.text())
        self.send_button.setText(say("Out for a while"))
        if self._who is not None:
            name = naming.name_of(self._desk.words, self._who.person)
            keeps = say("The place stays hers.") if self._who.bed_code else ""
            self._title(name, self._who.bed_code, keeps)

    def send(self) -> None:
        """Note that she is out."""
        if self._who is None or not self.all_readable(self.back, self.went):
            return
        self.wait()
        self._acts.go_out(
            self._who, at=self.went.moment, back=self.back.moment, failed=self.refused
        )


class LeaveForm(Form):
    """Check out: where to, or without a word; one or several."""

    def __init__(self, desk: Desk, acts: BoardActs) -> None:
        super().__init__(desk, acts)
        theme = desk.theme
        self._whom: list[Here] = []
        self.without_notice = QCheckBox()
        self.keep_bed = QCheckBox()
        self._where_label = Label(theme, size=14)
        self.places = QWidget()
        column = QVBoxLayout(self.places)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(self._where_label)
        self.choices: dict[Destination, QRadioButton] = {}
        for destination in Destination:
            choice = QRadioButton()
            choice.setMinimumHeight(theme.px(26))
            choice.toggled.connect(self._on_field_changed)
            self.choices[destination] = choice
            column.addWidget(choice)
        self.fields.addWidget(self.places)
        self.fields.addWidget(self.without_notice)
        self.fields.addWidget(self.keep_bed)
        self.left_at = self.moment_field()
        self._at_label = self.add_field(self.left_at)
        self.without_notice.toggled.connect(self._on_without_notice)
        for tick in (self.without_notice, self.keep_bed):
            tick.toggled.connect(self._on_field_changed)

    def open_for(self, whom: list[Here]) -> None:
        """Ask about one or several."""
        self._whom = whom
        self.left_at.clear()
        self.without_notice.setChecked(False)
        self.keep_bed.setChecked(False)
        self.keep_bed.setVisible(any(who.bed_code for who in whom))
        self.choices[Destination.UNKNOWN].setChecked(True)
        self.begin()
        self.choices[Destination.UNKNOWN].setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        words, say = self._desk.words, self._desk.words.say
        self._where_label.setText(say("Where is she going?"))
        for destination, choice in self.choices.items():
            choice.setText(label(words.texts, destination))
        self.without_notice.setText(say("Left without notice"))
        self.keep_bed.setText(say("Keep the place for her"))
        self._at_label.setText(say("Left at"))
        self.left_at.name(self._at_label.text())
        self.send_button.setText(say("Check out"))
        if len(self._whom) == 1:
            who = self._whom[0]
            self._title(naming.name_of(words, who.person), who.bed_code, say("Checks out"))
        elif self._whom:
            names = [naming.embedded(naming.name_of(words, who.person)) for who in self._whom]
            title = words.say_many("{count} check out", "{count} check out", len(self._whom))
            self._title(title, "", ", ".join(names))

    def _on_without_notice(self, without: bool) -> None:
        # She may come back in the night: her place is kept unless somebody says otherwise.
        self.keep_bed.setChecked(without)

    def send(self) -> None:
        """Check her, or all of them, out."""
        if not self._whom or not self.all_readable(self.left_at):
            return
        self.wait()
        chosen = next(where for where, choice in self.choices.items() if choice.isChecked())
        self._acts.check_out(
            self._whom,
            at=self.left_at.moment,
            destination=None if chosen is Destination.UNKNOWN else chosen,
            without_notice=self.without_notice.isChecked(),
            keep_bed=self.keep_bed.isChecked(),
            failed=self.refused,
        )


class CameForm(Form):
    """Came earlier: a known woman or an anonymous visit, from a time that is past."""

    def __init__(self, desk: Desk, acts: BoardActs) -> None:
        super().__init__(desk, acts)
        self._who: Coming | None = None
        self.came = self.moment_field()
        self._came_label = self.add_field(self.came)

    def open_for(self, who: Coming | None) -> None:
        """Ask about a known woman; None for an anonymous visit."""
        self._who = who
        self.came.clear()
        self.begin()
        self.came.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self._desk.words.say
        self._came_label.setText(say("Came at"))
        self.came.name(self._came_label.text())
        self.send_button.setText(say("Check in"))
        name = say("Anonymous visit")
        if self._who is not None:
            name = naming.name_of(self._desk.words, self._who.person)
        self._title(name, "", say("Came earlier than now"))

    def send(self) -> None:
        """Check her in from then."""
        if not self.all_readable(self.came):
            return
        self.wait()
        if self._who is None:
            self._acts.check_in_anonymous(at=self.came.moment, failed=self.refused)
        else:
            self._acts.check_in(self._who, at=self.came.moment, failed=self.refused)


class NewForm(Form):
    """A woman who is new here: alias, and what tells her from another of that name."""

    def __init__(self, desk: Desk, acts: BoardActs, *, namesake: Callable[[str], bool]) -> None:
        super().__init__(desk, acts)
        theme = desk.theme
        self._namesake = namesake
        self.alias = QLineEdit()
        self.second_word = QLineEdit()
        self.birth_year = QLineEdit()
        self._labels = []
        for field in (self.alias, self.second_word, self.birth_year):
            field.setFixedHeight(theme.px(36))
            self._labels.append(self.add_field(field))
        self.birth_year.setMaxLength(_YEAR_DIGITS)
        self.came = self.moment_field()
        self._labels.append(self.add_field(self.came))
        self.alias.textChanged.connect(self._on_alias)

    def open_for(self, alias: str, *, earlier: bool = False) -> None:
        """Ask about a new woman; ``alias`` is what was typed."""
        self.second_word.setText("")
        self.birth_year.setText("")
        self.came.clear()
        self.alias.setText(alias)
        self.begin()
        field: QWidget = self.alias if alias == "" else self.second_word
        if alias and not self._namesake(alias):
            field = self.alias
        (self.came if earlier else field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_alias(self, text: str) -> None:
        del text
        self._say_namesake()

    def _say_namesake(self) -> None:
        say = self._desk.words.say
        known = self._namesake(self.alias.text())
        hint = (
            say("There is one of this name already: a word that tells them apart")
            if known
            else say("only if two have the same name")
        )
        self.second_word.setPlaceholderText(hint)
        self.second_word.setAccessibleDescription(hint)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self._desk.words.say
        names = (say("Alias"), say("Second word"), say("Birth year"), say("Came at"))
        for words, field, name in zip(
            self._labels,
            (self.alias, self.second_word, self.birth_year, self.came),
            names,
            strict=True,
        ):
            words.setText(name)
            if isinstance(field, MomentField):
                field.name(name)
            else:
                field.setAccessibleName(name)
        self.birth_year.setPlaceholderText(say("not needed"))
        self.send_button.setText(say("Check in"))
        self._say_namesake()
        self._title(
            say("A new woman"), "", say("An alias is enough. Never a national identity number.")
        )

    def send(self) -> None:
        """Make her card and check her in."""
        if not self.all_readable(self.came):
            return
        say, year = self._desk.words.say, self.birth_year.text().strip()
        alias = naming.plain(self.alias.text())
        if not alias:
            self.say_trouble(say("Write what she wants to be called."))
            self.alias.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if len(alias) > ALIAS_LIMIT:
            self.say_trouble(say("At most {limit} letters fit on the board.", limit=ALIAS_LIMIT))
            self.alias.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if year and not (year.isdecimal() and len(year) == _YEAR_DIGITS):
            self.say_trouble(say("Write the birth year with four digits, or leave it empty."))
            self.birth_year.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.wait()
        self._acts.check_in_new(
            alias=alias,
            second_word=naming.plain(self.second_word.text()),
            birth_year=int(year) if year else None,
            at=self.came.moment,
            failed=self.refused,
        )
