"""Oppsett: copies of the house, and looking whether everything is as it was written."""

from datetime import UTC, datetime

from shelter_desk import settings
from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.services.copies import back_up
from shelter_desk.services.copy_care import CopiesSeen, CopyTried, look_at_copies, try_copy
from shelter_desk.services.verifying import Verdict, verify_house
from shelter_desk.terms import Right
from shelter_desk.ui.forms.written import ShortText
from shelter_desk.ui.setup.desk_settings import desk_saver
from shelter_desk.ui.setup.kept import Kept
from shelter_desk.ui.setup.section import Section
from shelter_desk.ui.setup.work import Work
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.flow import FlowLayout
from shelter_desk.ui.widgets.labels import StatusLabel
from shelter_desk.ui.widgets.labels import Words as Label

_MEGA = 1_000_000
_FOLDER_LIMIT = 400


class CarePage(Section):
    """What both have: buttons, long work, and what came of it."""

    def build(self) -> None:
        """Make the shared pieces."""
        self.work = Work(self.desk)
        self.result = StatusLabel(self.desk.theme, Status.OK)
        self.result.hide()

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self.work.retranslate()

    def row(self, *buttons: Button) -> None:
        """Add buttons beside each other."""
        flow = FlowLayout(gap=self.desk.theme.px(8))
        for button in buttons:
            flow.addWidget(button)
        self.column.addLayout(flow)

    def say(self, status: Status, text: str) -> None:
        """Say what came of it."""
        self.result.set(status, text)
        self.result.setAccessibleName(text)
        self.result.show()

    def on_failed(self, error: DeskError) -> None:
        """Say what failed."""
        self.say(Status.WATCH, self.desk.words.explain(error))


class CopiesPage(CarePage):
    """How old the newest copy is, where it lies, make one, try one."""

    title = mark("Backup copies")
    intro = mark(
        "While the desk is open a copy is made by itself every quarter of an hour, encrypted"
        " like the house. Let a copy also lie on another machine."
    )
    icon = "content-save-check-outline"
    rights = (Right.BACKUP,)
    needs_machine = True

    def build(self) -> None:
        """Make lines and buttons."""
        super().build()
        theme = self.desk.theme
        self._seen: CopiesSeen | None = None
        self.newest = Label(theme, size=16, wrap=True)
        self.where = Label(theme, size=14, colour="muted", wrap=True)
        self.make = Button(theme, icon="content-save-outline")
        self.try_it = Button(theme, icon="clipboard-check-outline")
        self.column.addWidget(self.newest)
        self.column.addWidget(self.where)
        self.row(self.make, self.try_it)
        self.column.addWidget(self.work)
        self.column.addWidget(self.result)
        self.folder = self.keep(
            Kept(
                self.desk,
                ShortText(
                    self.desk,
                    mark("Folder of the copies"),
                    limit=_FOLDER_LIMIT,
                    help_line=mark(
                        "Empty means beside the house. Another folder holds from the next start."
                    ),
                ),
                desk_saver(self.machine, settings.BACKUP_FOLDER),
            )
        )
        self.heading(mark("Putting a copy back"))
        self.line(
            mark(
                "A copy is put back on the command line, into a new empty folder, so that nothing"
                " is overwritten:"
            )
        )
        self.command = Label(theme, size=14, tabular=True, wrap=True)
        self.column.addWidget(self.command)
        self.make.clicked.connect(self._on_make)
        self.try_it.clicked.connect(self._on_try)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self.desk.words.say
        copy, folder = say("COPY"), say("NEW-FOLDER")
        self.command.setText(f"shelter-desk restore {copy}.copy --data {folder}")
        self.make.setText(say("Make a copy now"))
        self.try_it.setText(say("Try the copy"))
        for button in (self.make, self.try_it):
            button.updateGeometry()
        self._show()

    def refresh(self) -> None:
        """Look at the shelf."""
        if self.machine is None:
            return
        self.folder.load(self.machine.desk().get(settings.BACKUP_FOLDER))
        self.desk.tasks.run(
            look_at_copies, then=self.show_seen, latest="setup copies", shelf=self.machine.shelf()
        )

    def show_seen(self, seen: CopiesSeen) -> None:
        """Show what lies on the shelf."""
        self._seen = seen
        self._show()

    def _show(self) -> None:
        seen, words = self._seen, self.desk.words
        if seen is None:
            return
        if seen.newest is None:
            self.newest.setText(words.say("There is no copy yet."))
        else:
            when = words.texts.moment_then(seen.newest, self.desk.clock.now())
            self.newest.setText(
                words.say(
                    "The newest copy is from {when}, {age}.", when=when, age=self._age(seen.newest)
                )
            )
        size = words.texts.number(seen.size / _MEGA, decimals=1)
        self.where.setText(
            words.say_many(
                "{count} copy, {size} MB, in {folder}",
                "{count} copies, {size} MB, in {folder}",
                seen.count,
                size=size,
                folder=str(seen.folder),
            )
        )
        self.try_it.setEnabled(seen.count > 0)

    def _age(self, made: datetime) -> str:
        many = self.desk.words.say_many
        minutes = max(0, int((self.desk.clock.now().astimezone(UTC) - made).total_seconds() // 60))
        if minutes < 120:  # noqa: PLR2004 - two hours
            return many("{count} minute old", "{count} minutes old", minutes)
        if minutes < 48 * 60:
            return many("{count} hour old", "{count} hours old", minutes // 60)
        return many("{count} day old", "{count} days old", minutes // 1440)

    def _on_make(self) -> None:
        if self.machine is not None:
            self.result.hide()
            self.work.run(
                back_up, then=self._on_made, failed=self.on_failed, shelf=self.machine.shelf()
            )

    def _on_made(self, _made: object) -> None:
        self.say(Status.OK, self.desk.words.say("A copy was made and read back: it is whole."))
        self.refresh()

    def _on_try(self) -> None:
        if self.machine is not None:
            self.result.hide()
            self.work.run(
                try_copy, then=self._on_tried, failed=self.on_failed, shelf=self.machine.shelf()
            )

    def _on_tried(self, tried: CopyTried) -> None:
        words = self.desk.words
        when = words.texts.moment_then(tried.made_at, self.desk.clock.now())
        self.say(
            Status.OK,
            words.say(
                "The copy from {when} was put back, opened and read through: it is whole."
                " Nothing in the house was changed.",
                when=when,
            ),
        )


class VerifyPage(CarePage):
    """Looks whether everything is as it was written."""

    title = mark("Is everything as written?")
    intro = mark(
        "Goes through the whole audit, compares the log with it and lets the database look at"
        " itself. The desk can be used meanwhile."
    )
    icon = "shield-check-outline"
    rights = (Right.VERIFY,)

    def build(self) -> None:
        """Make button and lines."""
        super().build()
        self.look = Button(self.desk.theme, icon="shield-check-outline")
        self.row(self.look)
        self.column.addWidget(self.work)
        self.column.addWidget(self.result)
        self.details = Label(self.desk.theme, size=14, colour="muted", wrap=True)
        self.column.addWidget(self.details)
        self.look.clicked.connect(self._on_look)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self.look.setText(self.desk.words.say("Look now"))
        self.look.updateGeometry()

    def _on_look(self) -> None:
        self.result.hide()
        self.details.clear()
        self.work.run(
            verify_house,
            then=self.show_verdict,
            failed=self.on_failed,
            newest_copy=self.machine.newest_manifest() if self.machine else None,
        )

    def show_verdict(self, verdict: Verdict) -> None:
        """Say what was found."""
        words = self.desk.words
        if verdict.clean:
            self.say(Status.OK, words.say("Everything is as it was written."))
        else:
            self.say(
                Status.URGENT,
                words.say(
                    "Something is not as it was written. Tell the manager, and let nobody change"
                    " anything until a copy has been taken aside."
                ),
            )
        lines = [
            words.say(
                "{rows} rows of the audit, {lines} lines of the log compared.",
                rows=verdict.chain.rows,
                lines=verdict.lines,
            )
        ]
        if verdict.compared_with_copy:
            lines.append(words.say("The end of the audit was held against the newest copy."))
        lines += [
            words.say(fault.value, number=number) for fault, number in verdict.line_faults[:20]
        ]
        lines += list(verdict.database[:20])
        self.details.setText("\n".join(lines))
