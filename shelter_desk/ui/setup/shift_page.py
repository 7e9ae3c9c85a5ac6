"""Oppsett: when the shifts run, and the meals."""

from PySide6.QtWidgets import QHBoxLayout

from shelter_desk import settings
from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.phrases import label
from shelter_desk.services.calling import Done
from shelter_desk.services.shift_hours import set_shift_hours, shift_hours
from shelter_desk.services.shifts import Hours
from shelter_desk.terms import Right, ShiftName
from shelter_desk.ui.setup.fields import ClockTime
from shelter_desk.ui.setup.setting_fields import SettingsSection
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Words as Label

_FROM, _TO = mark("from"), mark("to")


class ShiftsPage(SettingsSection):
    """Day, evening and night from–to, saved together; the meals."""

    title = mark("Shifts and meals")
    intro = mark(
        "Two shifts overlap while they hand over. What is written already stays with the shift"
        " it was written in."
    )
    icon = "calendar-clock-outline"
    rights = (Right.HOUSE_PLAN,)

    def build(self) -> None:
        """Make the fields."""
        theme = self.desk.theme
        self.heading(mark("Shifts"))
        self._times: dict[ShiftName, tuple[ClockTime, ClockTime]] = {}
        self._hours: Hours = {}
        for name in ShiftName:
            starts, ends = ClockTime(self.desk, _FROM), ClockTime(self.desk, _TO)
            self._times[name] = (starts, ends)
            row = QHBoxLayout()
            row.setSpacing(theme.px(16))
            for field in (starts, ends):
                row.addWidget(field)
                field.line.returnPressed.connect(self.save)
            row.addStretch(1)
            self.column.addLayout(row)
        self.trouble = Label(theme, size=14, colour="status:watch", wrap=True)
        self.trouble.hide()
        self.save_button = Button(theme, kind=Kind.PRIMARY, height=38)
        self.save_button.clicked.connect(self.save)
        self.column.addWidget(self.trouble)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.heading(mark("Meals"))
        self.time(settings.BREAKFAST_AT, mark("Breakfast from"))
        self.time(settings.LUNCH_AT, mark("Lunch from"))
        self.time(settings.THURSDAY_DINNER_AT, mark("Thursday dinner from"))
        self.time(settings.SUPPER_AT, mark("Supper from"))

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        words = self.desk.words
        for name, fields in self._times.items():
            for field, where in zip(fields, (_FROM, _TO), strict=True):
                field.retranslate()
                spoken = f"{label(words.texts, name)} {words.say(where)}"
                field.label.setText(spoken)
                field.name(spoken)
        self.save_button.setText(words.say("Save the shifts"))
        self.save_button.updateGeometry()

    def refresh(self) -> None:
        """Ask what is saved."""
        super().refresh()
        self.desk.tasks.run(shift_hours, then=self.show_hours, latest="setup shifts")

    def show_hours(self, hours: Hours) -> None:
        """Show when the shifts run, unless somebody is just changing it."""
        untouched = self._read() == self._hours
        self._hours = dict(hours)
        if untouched or not self._times[ShiftName.DAY][0].line.text():
            for name, (starts, ends) in self._times.items():
                begin, end = hours[name]
                starts.put(_said(begin))
                ends.put(_said(end))

    def _read(self) -> Hours:
        return {name: (a.minute, b.minute) for name, (a, b) in self._times.items()}

    def save(self) -> None:
        """Save all three, or say what does not fit."""
        for fields in self._times.values():
            for field in fields:
                problem = field.problem()
                field.say_trouble(problem)
                if problem:
                    field.take_focus()
                    return
        before, hours = self._hours, self._read()
        if before != hours:
            self._run(hours, before)

    def _run(self, hours: Hours, before: Hours) -> None:
        def done(_done: Done) -> None:
            self._hours = hours
            self.trouble.hide()
            text = self.desk.words.say("Saved: {what}", what=self.desk.words.say("Shifts"))
            self.desk.notices.act(text, undo=lambda: self._take_back(before))

        self.desk.tasks.run(set_shift_hours, then=done, failed=self._on_refused, hours=hours)

    def _take_back(self, hours: Hours) -> None:
        self.desk.tasks.run(set_shift_hours, failed=self._on_refused, hours=hours)
        self._hours = self._read()

    def _on_refused(self, error: DeskError) -> None:
        self.trouble.setText(self.desk.words.explain(error))
        self.trouble.show()


def _said(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
