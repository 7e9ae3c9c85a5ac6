"""The daily log (screens.md, Vaktlogg): the screen that holds its parts together."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.services.calling import Changed
from shelter_desk.services.snapshots import BoardSnapshot, LogLine, LogPage, Person
from shelter_desk.terms import AUTOMATIC_GROUPS, LOG_GROUPS
from shelter_desk.ui import actions as frame_actions
from shelter_desk.ui.actions import Context, key_caption
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log import actions, wording
from shelter_desk.ui.log.calls import LogCalls, house_calls, who_am_i
from shelter_desk.ui.log.composer import Composer
from shelter_desk.ui.log.correct_form import CorrectForm
from shelter_desk.ui.log.filters import Filter, FilterStrip
from shelter_desk.ui.log.half_written import HalfWritten
from shelter_desk.ui.log.panel import LogPanel
from shelter_desk.ui.log.stream_view import StreamView
from shelter_desk.ui.screen import Screen
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.flow import FlowLayout
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.pill import Pill
from shelter_desk.ui.widgets.rule import Rule
from shelter_desk.ui.widgets.who_field import inside_first, whom
from shelter_desk.ui.widgets.widths import OVERLAY_UNDER

PAGE = 100
_AGAIN_MS = 30_000
_LOW_UNDER = 620
"""In a screen lower than this the ready phrases give their room to the lines."""
_QUICK = (
    mark("Quiet evening"),
    mark("Asleep"),
    mark("Did not want a check"),
    mark("Ate well"),
    mark("Accepted being accompanied"),
    mark("Wanted to be alone"),
)


class LogScreen(Screen):
    """Composer, stream and side panel."""

    action = frame_actions.LOG
    context = Context.LOG

    def __init__(
        self, desk: Desk, calls: LogCalls | None = None, parent: QWidget | None = None
    ) -> None:
        self._calls = calls or house_calls()
        self._filter = Filter()
        self._corrections: dict[int | None, tuple[LogLine, tuple[str, str, str]]] = {}
        self._loading = False
        self._low = False
        super().__init__(desk, parent)

    # -- layout --------------------------------------------------------------------------------

    def _build(self) -> None:
        desk, theme = self.desk, self.desk.theme
        self.composer = Composer(desk, self._calls)
        self.correct = CorrectForm(desk, self._calls)
        self.correct.hide()
        self.strip = FilterStrip(desk)
        self.stream = StreamView(desk)
        self.panel = LogPanel(desk, self._calls)
        forms = (self.panel.watch_form, self.panel.task_form)
        self.half_written = HalfWritten(self.composer, forms, lambda: desk.curtain.down, self)
        self.aside = Button(theme, icon="dock-right", kind=Kind.QUIET, height=30)
        self.quick_label = Label(theme, size=14, colour="muted")
        self.quick: list[Pill] = []
        quick = QWidget()
        flow = FlowLayout(quick, gap=theme.px(6))
        flow.addWidget(self.quick_label)
        self.quick_label.setFixedHeight(theme.px(28))
        for number in range(len(_QUICK)):
            pill = Pill(desk.theme)
            pill.clicked.connect(partial(self._on_quick, number))
            self.quick.append(pill)
            flow.addWidget(pill)
        self._quick_row = quick
        head = QWidget()
        inside = QVBoxLayout(head)
        side = theme.px(14)
        inside.setContentsMargins(side, theme.px(11), side, theme.px(8))
        inside.setSpacing(theme.px(7))
        inside.addWidget(self.composer)
        inside.addWidget(self.correct)
        inside.addWidget(quick)
        self._head = head
        strip = QHBoxLayout()
        strip.setContentsMargins(0, 0, 0, 0)
        strip.setSpacing(0)
        strip.addWidget(self.strip, 1)
        strip.addWidget(self.aside)
        self._strip = QWidget()
        self._strip.setLayout(strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(Rule(theme))
        column.addWidget(self._strip)
        column.addWidget(Rule(theme))
        column.addWidget(self.stream, 1)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._register()

    def _register(self) -> None:
        registry = self.desk.actions
        registry.register(actions.NEW_LINE, self.write_line)
        registry.register(actions.TO_STREAM, self._on_to_stream)
        registry.register(actions.CORRECT, self._on_correct, enabled=self._can_correct)
        registry.register(actions.FIND, self._on_find)
        registry.register(actions.ADD_WATCH, self._on_add_watch)
        registry.register(actions.ADD_TASK, self._on_add_task)
        registry.register(actions.TO_TASKS, self._on_to_tasks)
        for number, spec in enumerate(actions.QUICK):
            registry.register(spec, partial(self._on_quick, number))

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self.desk.words.say
        self.composer.retranslate()
        self.correct.retranslate()
        self.strip.retranslate()
        self.stream.retranslate()
        self.panel.retranslate()
        self.stream.setAccessibleName(say("Lines of the log"))
        self.aside.setText(say("Report"))
        self.aside.updateGeometry()
        self.quick_label.setText(say("Ready phrases, Alt 1–6"))
        for pill, text in zip(self.quick, _QUICK, strict=True):
            pill.setText(say(text))
            pill.updateGeometry()
        self._say_empty()

    def _say_empty(self) -> None:
        say = self.desk.words.say
        if self._filter.is_open:
            self.stream.empty_title = say("Nothing is written yet")
            self.stream.empty_text = say(
                "Write the first line above: what the next shift must know."
            )
        else:
            self.stream.empty_title = say("No line like that")
            self.stream.empty_text = say("Esc shows everything again.")
        self.stream.viewport().update()

    def _connect(self) -> None:
        self.composer.written.connect(self._on_written)
        self.correct.left.connect(self._on_corrected)
        self.strip.changed.connect(self._on_filter)
        self.strip.left.connect(self.write_line)
        self.stream.opened.connect(self._on_opened)
        self.stream.more.connect(self._on_more)
        self.stream.left.connect(self.write_line)
        self.stream.selectionModel().currentChanged.connect(self._on_current)
        self.panel.preview_wanted.connect(self._on_handover)
        self.panel.print_wanted.connect(self._on_handover)
        self.aside.clicked.connect(self._on_aside)
        self._again.timeout.connect(self._on_again)

    def restyle(self) -> None:
        """Take icons anew."""
        self.composer.restyle()
        self.strip.restyle()
        self.update()

    def side_panel(self) -> QWidget:
        """Return what the shift watches and does, and the report."""
        return self.panel

    def focus_first(self) -> None:
        """Put the keyboard on the text."""
        self._entry_field().setFocus(Qt.FocusReason.OtherFocusReason)
        self._again.start()

    def _entry_field(self) -> QWidget:
        if self.is_correcting:
            return self.correct.text.edit
        return self.composer.text.edit

    def leave(self) -> None:
        """Let the clock stand while another screen is shown."""
        self._again.stop()

    def help_keys(self) -> list[tuple[str, str]]:
        """Return the keys that are no actions."""
        words = self.desk.words
        say = words.say
        return [
            (key_caption("Ctrl+Return", words), say("Save the line")),
            ("@", say("Choose whom it is about")),
            (key_caption("Right", words), say("Open folded lines or a long text")),
            ("Enter", say("What can be done with the line")),
            (key_caption("Space", words), say("Tick a task off")),
        ]

    # -- asking --------------------------------------------------------------------------------

    def refresh(self, changed: object | None = None) -> None:
        """Ask for what is concerned."""
        every = not isinstance(changed, Changed) or changed.everything
        own = changed if isinstance(changed, Changed) else Changed.all()
        self._ask_me()
        if every or own.log:
            self._ask_page()
        if every or own.watch:
            self.desk.tasks.run(self._calls.watch_lines, then=self._on_watch, latest="log.watch")
        if every or own.tasks or own.presences or own.beds:
            self.desk.tasks.run(self._calls.tasks, then=self._on_tasks, latest="log.tasks")
        if every or own.presences or own.guests or own.beds:
            self.desk.tasks.run(self._calls.board, then=self._on_board, latest="log.board")
        if self._calls.house_words is not None and (every or own.plan):
            self.desk.tasks.run(
                self._calls.house_words, then=self.composer.know_words, latest="log.words"
            )
        if self._calls.watch_around is not None:
            # Always: they come and go with checks, rooms and the clock.
            self.desk.tasks.run(
                self._calls.watch_around, then=self.panel.give_around, latest="log.around"
            )
        self.desk.tasks.run(self._calls.filling, then=self._on_filling, latest="log.filling")
        self.composer.tick()

    def _ask_me(self) -> None:
        self.desk.tasks.run(who_am_i, then=self._on_me, latest="log.me")

    def _ask_page(self) -> None:
        limit = max(PAGE, self.stream.stream.line_count)
        self.desk.tasks.run(
            self._calls.page,
            then=self._on_page,
            latest="log.page",
            limit=limit,
            **self._filter.values(),  # type: ignore[arg-type]  # a service's own values
        )

    def _on_page(self, page: LogPage) -> None:
        self._loading = False
        self.stream.give(page)
        self._say_empty()
        self.desk.actions.refresh()

    def _on_more(self, older_than: int) -> None:
        if self._loading:
            return
        self._loading = True
        self.desk.tasks.run(
            self._calls.page,
            then=self._on_older,
            failed=self._on_no_more,
            older_than=older_than,
            limit=PAGE,
            **self._filter.values(),  # type: ignore[arg-type]  # a service's own values
        )

    def _on_older(self, page: LogPage) -> None:
        if self._loading:
            self._loading = False
            self.stream.add(page)

    def _on_no_more(self, error: DeskError) -> None:
        self._loading = False
        self.desk.notices.tell(Status.WATCH, self.desk.words.explain(error))

    def _on_watch(self, lines: object) -> None:
        self.panel.give_watch(lines)  # type: ignore[arg-type]  # the service's own answer

    def _on_tasks(self, tasks: object) -> None:
        self.panel.give_tasks(tasks)  # type: ignore[arg-type]  # the service's own answer

    def _on_filling(self, filling: object) -> None:
        self.panel.give_filling(filling)  # type: ignore[arg-type]  # the service's own answer

    def _on_board(self, board: BoardSnapshot) -> None:
        inside = inside_first(board)
        self.panel.know_inside(inside)
        self.composer.know_inside(inside)

    def _on_again(self) -> None:
        """Tasks fall due and «now» moves on by themselves."""
        self.composer.tick()
        if not self.desk.curtain.down:
            self.desk.tasks.run(self._calls.tasks, then=self._on_tasks, latest="log.tasks")

    # -- the stream ----------------------------------------------------------------------------

    def _on_filter(self, wanted: Filter) -> None:
        if wanted == self._filter:
            return
        self._filter = wanted
        self._loading = False
        self.stream.give(LogPage((), None))
        self._ask_page()

    def _on_current(self, *_indices: object) -> None:
        self.desk.actions.refresh()

    def _on_opened(self, line: LogLine, place: QPoint) -> None:
        if self.desk.curtain.down:
            return
        say, theme = self.desk.words.say, self.desk.theme
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = None
        if _correctable(line):
            first = menu.addAction(self.desk.actions.action(actions.CORRECT.id).icon(), "")
            first.setText(say("Correct …"))
            first.triggered.connect(partial(self.begin_correction, line))
        number = self.stream.currentIndex().row()
        long = menu.addAction(theme.icon("unfold-more-horizontal"), say("Whole text"))
        long.triggered.connect(partial(self._on_whole, number))
        for person in line.who:
            if person.guest_id is None:
                continue
            name = wording.name_of(self.desk.words, person).replace("&", "&&")
            only = menu.addAction(
                theme.icon("filter-variant"), say("Only lines about {name}", name=name)
            )
            only.triggered.connect(partial(self._on_only, person))
            new = menu.addAction(
                theme.icon("note-edit-outline"), say("New line about {name}", name=name)
            )
            new.triggered.connect(partial(self._on_about, person))
        menu.setActiveAction(first or long)
        menu.popup(place)

    def _on_whole(self, number: int, _checked: bool = False) -> None:  # noqa: FBT002 - Qt hands it
        self.stream.stream.toggle(number)

    def _on_only(self, person: Person, _checked: bool = False) -> None:  # noqa: FBT002 - Qt hands it
        self.strip.show_only(person)

    def _on_about(self, person: Person, _checked: bool = False) -> None:  # noqa: FBT002 - Qt hands it
        self.write_about(person)

    def write_about(self, person: Person) -> None:
        """Begin a line about ``person``; what is half written stays."""
        if self.is_correcting:
            self.correct.clear()
        self._show_composer()
        if person.guest_id is None and person.presence_id is None:
            self.focus_first()
            return
        self.composer.begin_about(whom(person))

    def _can_correct(self) -> bool:
        line = self.stream.current_line() if hasattr(self, "stream") else None
        return line is not None and _correctable(line)

    def _on_correct(self) -> None:
        line = self.stream.current_line()
        if line is not None and _correctable(line):
            self.begin_correction(line)

    def begin_correction(self, line: LogLine, _checked: bool = False) -> None:  # noqa: FBT002 - Qt hands it
        """Let a line be corrected in the composer's place; what is half written waits."""
        self.composer.hide()
        self.correct.show()
        self._quick_row.hide()
        self.correct.begin(line)

    def _on_corrected(self, entry_id: int) -> None:
        self._show_composer()
        self.stream.go_to(entry_id)
        self.stream.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_correcting(self) -> bool:
        """Whether a line is being corrected in the composer's place."""
        return self.correct.line is not None

    def _show_composer(self) -> None:
        self.correct.hide()
        self.composer.show()
        self._quick_row.setVisible(not self._low)

    # -- the composer and the rest -------------------------------------------------------------

    def write_line(self) -> None:
        """Put the keyboard on the kind of a new line, or on the text of a half-written one."""
        if self.is_correcting:
            self.correct.text.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.composer.text.edit.toPlainText().strip():
            self.composer.text.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.composer.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_written(self) -> None:
        self.composer.text.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._filter.is_open:
            # A line that was just written and cannot be seen looks lost.
            self.strip.clear()
        self.stream.scrollToTop()

    def _on_quick(self, number: int, _checked: bool = False) -> None:  # noqa: FBT002 - Qt hands it
        if not self.is_correcting:
            self.composer.insert(self.desk.words.say(_QUICK[number]))

    def _on_to_stream(self) -> None:
        self.stream.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_find(self) -> None:
        self.strip.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.strip.search.selectAll()

    def _on_aside(self) -> None:
        self.panel_wanted.emit(True)

    def _on_add_watch(self) -> None:
        self.panel_wanted.emit(True)
        self.panel.begin_watch()

    def _on_add_task(self) -> None:
        self.panel_wanted.emit(True)
        self.panel.begin_task()

    def _on_to_tasks(self) -> None:
        self.panel_wanted.emit(True)
        self.panel.focus_tasks()

    def _on_handover(self) -> None:
        self.desk.actions.action(frame_actions.PRINT_HANDOVER.id).trigger()

    # -- curtain -------------------------------------------------------------------------------

    def curtain(self, down: bool) -> None:
        """Take names and words out of sight and out of the accessible tree, or put them back."""
        self.stream.set_curtained(down)
        if down:
            self.half_written.take()
            if self.correct.line is not None:
                kept = (self.correct.line, self.correct.half())
                self._corrections[self.half_written.me] = kept
                self.correct.clear()
                self._show_composer()
            self.strip.forget_names()
        else:
            self._ask_me_and_put_back()
        self._head.setVisible(not down)
        self._strip.setEnabled(not down)

    def _ask_me_and_put_back(self) -> None:
        self.desk.tasks.run(who_am_i, then=self._on_back, latest="log.me")

    def _on_me(self, me: int | None) -> None:
        self.half_written.know_me(me)
        self._correct_on(me)

    def _on_back(self, me: int | None) -> None:
        self.half_written.give_back(me)
        self._correct_on(me)

    def _correct_on(self, me: int | None) -> None:
        """Go on with the correction she was at when the curtain fell."""
        if self.desk.curtain.down or me not in self._corrections:
            return
        line, half = self._corrections.pop(me)
        self.begin_correction(line)
        self.correct.put(half)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the way to the side panel where it is not always beside."""
        super().resizeEvent(event)
        narrow = self.window().width() < self.desk.theme.px(OVERLAY_UNDER)
        self.aside.setVisible(narrow)
        self._low = self.height() < self.desk.theme.px(_LOW_UNDER)
        self._quick_row.setVisible(not self._low and not self.is_correcting)


def _correctable(line: LogLine) -> bool:
    """Say whether a line holds words somebody wrote."""
    typed = not any(line.kind in LOG_GROUPS[group] for group in AUTOMATIC_GROUPS)
    return typed and not line.redacted and not line.automatic
