"""Oppsett: the month's sample of who has read about whom, looked at and signed."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from shelter_desk.clock import local_date
from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.phrases import label
from shelter_desk.services.calling import Done
from shelter_desk.services.log_review import Review, ReviewRow, review_of, sign_review
from shelter_desk.terms import Right, Role
from shelter_desk.ui import naming
from shelter_desk.ui.forms.picked import Choice, Option
from shelter_desk.ui.setup.pick_list import PickList, PickRow
from shelter_desk.ui.setup.section import Section
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.flow import FlowLayout
from shelter_desk.ui.widgets.labels import StatusLabel
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.words import Words

_MONTHS = 12


class _List(PickList):
    """The sample; Space marks a row like Enter does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark with Space."""
        if event.key() == Qt.Key.Key_Space and self.key is not None:
            self.opened.emit(self.key)
            return
        super().keyPressEvent(event)


class ReviewPage(Section):
    """A sample to look at, rows to ask about, and a signature."""

    title = mark("Access-log review")
    intro = mark(
        "Once a month: every look at a card that needed a reason, and a draw of the others. Mark"
        " what you want to ask about, talk with whoever it was, and sign."
    )
    icon = "eye-check-outline"
    rights = (Right.READ_AUDIT,)

    def build(self) -> None:
        """Make month, list and button."""
        theme = self.desk.theme
        self._review: Review | None = None
        self._asked: set[int] = set()
        self.month = Choice(self.desk, mark("Month"), self._months)
        self.count = Label(theme, size=14, colour="muted", wrap=True)
        self.list = _List(theme, most=440)
        self.ask = Button(theme, icon="help-circle-outline", key="Enter")
        self.sign = Button(theme, kind=Kind.PRIMARY, height=38)
        self.signed = StatusLabel(theme, Status.OK)
        row = FlowLayout(gap=theme.px(8))
        row.addWidget(self.ask)
        row.addWidget(self.sign)
        for widget in (self.month, self.count, self.list):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addWidget(self.signed)
        self.month.choose(self._months(self.desk.words)[0].value)
        self.month.changed.connect(self.refresh)
        self.list.opened.connect(self.mark_row)
        self.ask.clicked.connect(self._on_ask)
        self.sign.clicked.connect(self._on_sign)

    def _months(self, words: Words) -> list[Option]:
        """Return the months that are over, the newest first, by their first day."""
        today = local_date(self.desk.clock.now())
        found = []
        year, month = today.year, today.month
        for _ in range(_MONTHS):
            year, month = (year - 1, 12) if month == 1 else (year, month - 1)
            day = date(year, month, 1)
            found.append(Option(day.isoformat(), f"{words.texts.month(day)} {year}"))
        return found

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self.desk.words.say
        self.month.retranslate()
        self.list.setAccessibleName(say("Sample of the month"))
        self.ask.setText(say("Ask about it"))
        self.sign.setText(say("Looked through and signed"))
        for button in (self.ask, self.sign):
            button.updateGeometry()
        self._show()

    def refresh(self) -> None:
        """Ask for the sample."""
        chosen = self.month.value
        if isinstance(chosen, str):
            self.desk.tasks.run(
                review_of, then=self.show_review, latest="setup review",
                month=date.fromisoformat(chosen),
            )  # fmt: skip

    def show_review(self, review: Review) -> None:
        """Show a sample."""
        if self._review is None or self._review.month != review.month:
            self._asked = set()
        self._review = review
        self._show()

    def _show(self) -> None:
        review, words = self._review, self.desk.words
        if review is None:
            return
        self.count.setText(
            words.say(
                "{shown} of {total} looks at cards this month.",
                shown=len(review.rows),
                total=review.total,
            )
            if review.total
            else words.say("Nobody opened a card this month.")
        )
        self.list.give(tuple(self._row(row) for row in review.rows))
        self.list.setVisible(bool(review.rows))
        self.ask.setVisible(bool(review.rows))
        self.signed.setVisible(review.signed_at is not None)
        if review.signed_at is not None:
            when = words.texts.moment_then(review.signed_at, self.desk.clock.now())
            self.signed.set(
                Status.OK,
                words.say(
                    "Signed by {name}, {when}. Asked about: {count}.",
                    name=review.signed_by,
                    when=when,
                    count=review.asked,
                ),
            )

    def _row(self, row: ReviewRow) -> PickRow:
        words = self.desk.words
        who = naming.with_place(words, row.whom) if row.whom else words.say("a card that is gone")
        role = label(words.texts, Role(row.role)) if row.role in set(Role) else row.role
        by = f"{row.by} ({role})" if role else row.by
        details = [by, naming.screen_words(words, row.screen), naming.plain(row.reason)]
        return PickRow(
            row.sequence,
            f"{words.texts.moment_then(row.at, self.desk.clock.now())} · {who}",
            " · ".join(part for part in details if part),
            mark=words.say("ask") if row.sequence in self._asked else "",
            icon="eye-outline",
        )

    # -- acts ----------------------------------------------------------------------------------

    def _on_ask(self) -> None:
        self.mark_row(self.list.key)

    def mark_row(self, key: object) -> None:
        """Mark a row to ask about, or no more."""
        if isinstance(key, int):
            self._asked ^= {key}
            self._show()

    def _on_sign(self) -> None:
        review = self._review
        if review is not None:
            self.desk.tasks.run(
                sign_review,
                then=self._on_signed,
                failed=self._on_refused,
                month=review.month,
                looked=[row.sequence for row in review.rows],
                asked=sorted(self._asked),
            )

    def _on_signed(self, _done: Done) -> None:
        self.desk.notices.act(self.desk.words.say("The access-log review is signed"))
        self.refresh()

    def _on_refused(self, error: DeskError) -> None:
        self.desk.notices.tell(Status.WATCH, self.desk.words.explain(error))

    def leave(self) -> None:
        """Show no name any more."""
        self._review = None
        self.list.give(())
        self.count.clear()

    def focus_first(self) -> None:
        """Put the keyboard on the list, or on the month where nothing is listed."""
        target = self.list if self.list.rows else self.month.line
        target.setFocus(Qt.FocusReason.OtherFocusReason)
