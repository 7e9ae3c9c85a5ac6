"""Kvinner (screens.md): the list of the women the house knows, and one woman's card."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shelter_desk.errors import DeskError
from shelter_desk.services.people import PeopleFilter, PeopleList, PersonRow
from shelter_desk.services.snapshots import Person
from shelter_desk.ui import actions as frame_actions
from shelter_desk.ui import naming
from shelter_desk.ui.actions import Context
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.people import actions, wording
from shelter_desk.ui.people.calls import PeopleCalls, house_calls
from shelter_desk.ui.people.card_page import CardPage, Tab
from shelter_desk.ui.people.list_head import ListHead
from shelter_desk.ui.people.list_model import PeopleModel
from shelter_desk.ui.people.list_view import PeopleTable
from shelter_desk.ui.people.opening import CardOpener
from shelter_desk.ui.people.side import PeopleSide
from shelter_desk.ui.screen import Screen
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.rule import Rule

CARD_FORMS = (
    "card_names", "card_workers", "card_words", "card_agreements", "card_bed_needs",
    "card_vedtak", "card_contact", "card_shield", "card_shut_out",
)  # fmt: skip
_TIGHT_UNDER = 640
_AGAIN_MS = 60_000


class PeopleScreen(Screen):
    """The list and the card share the middle; the panel says what can be done.

    ``note_wanted(person)`` asks for the log's composer with her chosen; ``card_shown`` follows
    a card that came while another screen was shown: from a form opened there.
    """

    note_wanted = Signal(object)
    card_shown = Signal()

    action = frame_actions.PEOPLE
    context = Context.PEOPLE

    def __init__(
        self, desk: Desk, calls: PeopleCalls | None = None, parent: QWidget | None = None
    ) -> None:
        self._calls = calls or house_calls()
        self._go_to: int | None = None
        super().__init__(desk, parent)

    # -- layout ----------------------------------------------------------------------------

    def _build(self) -> None:
        desk, theme = self.desk, self.desk.theme
        self.opener = CardOpener(desk, self._calls, self)
        self._register()
        self.model = PeopleModel(desk.words, self)
        self.table = PeopleTable(desk, self.model)
        self.head = ListHead(desk)
        self.list_page = QWidget()
        column = QVBoxLayout(self.list_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(Rule(theme))
        column.addWidget(self.table, 1)
        self.card_page = CardPage(desk, self._open_form)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list_page)
        self.pages.addWidget(self.card_page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self.panel = PeopleSide(desk)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._on_again)

    def _register(self) -> None:
        register = self.desk.actions.register
        register(actions.OPEN, self._on_open, enabled=self._has_row)
        register(actions.CHECK_IN, self._on_check_in, enabled=self._may_come)
        register(actions.NOTE, self._on_note, enabled=self._has_somebody)
        register(actions.NEW, self._on_new)
        register(actions.HISTORY, partial(self._on_tab, Tab.HISTORY), enabled=self._has_card)
        register(actions.READERS, partial(self._on_tab, Tab.READERS), enabled=self._has_card)
        register(actions.SHIELDED, self._on_shielded)
        register(actions.BACK, self.show_list, enabled=self._has_card)
        register(actions.FIND, self._on_find)
        register(actions.PANEL, self._on_panel)

    def _connect(self) -> None:
        self.head.changed.connect(self._ask_list)
        self.head.field.stepped.connect(self.table.step)
        self.head.field.entered.connect(self._on_open)
        self.head.field.left.connect(self.focus_first)
        self.table.focused.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        self.table.typed.connect(self.head.type)
        self.card_page.left.connect(self.show_list)
        self.card_page.tab_wanted.connect(self._on_tab)
        self.card_page.history.older_wanted.connect(self.opener.ask_older)
        self.panel.form_wanted.connect(self._open_form)
        self.panel.left.connect(self._on_panel_left)
        self.opener.came.connect(self._on_card)
        self.opener.gone.connect(self._on_card_gone)
        self.opener.history_came.connect(self.card_page.history.show_first)
        self.opener.older_came.connect(self.card_page.history.add)
        self.opener.readers_came.connect(self.card_page.readers.show_rows)
        self.desk.forms.saved.connect(self._on_saved)
        self._again.start()

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self.desk.words.say
        self.table.setAccessibleName(say("Women"))
        self._describe()
        self.head.retranslate()
        self.model.retranslate()
        self.card_page.retranslate()
        self.panel.retranslate()
        self.table.viewport().update()

    def restyle(self) -> None:
        """Take icons and colours anew."""
        super().restyle()
        self.head.restyle()
        self.card_page.retranslate()
        self.panel.retranslate()

    def _describe(self) -> None:
        say, table = self.desk.words.say, self.table
        if self.head.words:
            table.empty_title = say("No woman is found by these letters")
            table.empty_text = say(
                "Look at the filter, or write fewer letters. Who is shielded is never found here."
            )
        else:
            table.empty_title = say(wording.FILTER_EMPTY[self.head.only])
            table.empty_text = ""
            if self.head.only is PeopleFilter.ALL:
                table.empty_text = say(
                    "A card is made when a woman is checked in on the board, or here with Ctrl N."
                )
        empty = not self.model.rowCount()
        table.setAccessibleDescription(
            f"{table.empty_title}. {table.empty_text}".strip() if empty else ""
        )

    # -- what is shown -----------------------------------------------------------------------

    @property
    def shows_card(self) -> bool:
        """Whether a card is open instead of the list."""
        return self.pages.currentWidget() is self.card_page

    def _has_row(self) -> bool:
        return not self.shows_card and self.table.current_row() is not None

    def _has_card(self) -> bool:
        return self.shows_card and self.card_page.card is not None

    def _has_somebody(self) -> bool:
        return self._chosen().person is not None

    def _may_come(self) -> bool:
        chosen = self._chosen()
        return chosen.guest_id is not None and chosen.presence_id is None

    def _chosen(self) -> Chosen:
        """Return whom the screen is about now."""
        card, row = self.card_page.card, self.table.current_row()
        shown = card if self.shows_card else row
        if shown is None:
            return Chosen()
        return Chosen(shown.guest_id, shown.presence_id, person=shown.person)

    def _tell_chosen(self) -> None:
        if self.isVisible():
            self.desk.chosen.set(self._chosen())
        self.desk.actions.refresh()

    # -- the frame's wishes ------------------------------------------------------------------

    def side_panel(self) -> QWidget:
        """Return the panel of the chosen woman."""
        return self.panel

    def refresh(self, changed: object | None = None) -> None:
        """Ask the list anew, and the card that is open."""
        del changed
        self._ask_list()
        if self._has_card():
            self.opener.again()

    def _ask_list(self) -> None:
        self.desk.tasks.run(
            self._calls.list,
            then=self._on_list,
            latest="people",
            words=self.head.words,
            only=self.head.only,
        )

    def focus_first(self) -> None:
        """Put the keyboard on the rows, or into the card."""
        if self.shows_card:
            self.card_page.focus_first()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_chosen()

    def curtain(self, down: bool) -> None:
        """Show tokens instead of names at once, of a card nothing; or names again."""
        if down:
            self.show_list()
            self.panel.clear()
            self.head.clear()
        self.model.set_curtained(down)
        self.head.setEnabled(not down)
        self.table.viewport().update()
        if not down:
            self._on_row(self.table.current_row())
            self._ask_list()

    def leave(self) -> None:
        """Shut a shielded woman's card when another screen is shown: one look at a time."""
        card = self.card_page.card
        if card is not None and card.shielded:
            self.show_list()

    def views(self) -> list[tuple[str, Callable[[], object]]]:
        """Return the card of the woman chosen in the list, the forms it opens, and its tabs."""
        return [
            ("card", self._on_open),
            *((form, partial(self._show_form, form)) for form in CARD_FORMS),
            ("history", partial(self._on_tab, Tab.HISTORY)),
            ("readers", partial(self._on_tab, Tab.READERS)),
        ]

    def help_keys(self) -> list[tuple[str, str]]:
        """Return the keys that are no actions."""
        say = self.desk.words.say
        return [
            ("A … Z", say("Letters find a woman; Enter opens her card")),
            ("↑ ↓", say("Choose a woman, also while you write")),
            ("Esc", say("From the card back to the list")),
        ]

    def _on_again(self) -> None:
        if self.isVisible() and not self.desk.curtain.down:
            self.refresh(None)

    # -- the list ----------------------------------------------------------------------------

    def _on_list(self, found: PeopleList) -> None:
        words = self.desk.words
        self.table.count = words.texts.number(len(found.rows) + found.more)
        self.model.give(found.rows, found.at)
        self.head.give(found.counts)
        if self._go_to is not None and self.table.go_to(self._go_to):
            self._go_to = None
        self._describe()
        self.table.head.viewport().update()
        self.table.viewport().update()
        if not self.shows_card:
            self._on_row(self.table.current_row())

    def _on_row(self, row: PersonRow | None) -> None:
        if self.shows_card:
            return
        self.panel.show_row(None if self.desk.curtain.down else row)
        self._tell_chosen()

    def _on_opened(self, row: PersonRow) -> None:
        if not self.desk.curtain.down:
            self.open_card(guest_id=row.guest_id)

    # -- the card ----------------------------------------------------------------------------

    def open_card(self, *, guest_id: int | None = None, presence_id: int | None = None) -> None:
        """Open a card; of a shielded woman the reason is asked for first, where it is needed."""
        self.opener.open(Chosen(guest_id, presence_id))

    def open_for(self, person: Person) -> None:
        """Open the card of somebody another screen has chosen."""
        self.opener.open(Chosen(person.guest_id, person.presence_id, person=person))

    def _open_shielded(self, guest_id: int) -> None:
        self.open_card(guest_id=guest_id)

    def show_list(self) -> None:
        """Go back to the list; the card is forgotten."""
        self.opener.forget()
        card = self.card_page.card
        self.card_page.clear()
        if self.pages.currentWidget() is not self.list_page:
            self.pages.setCurrentWidget(self.list_page)
            if self.isVisible() and not self.desk.curtain.down:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if card is not None:
            self.table.go_to(card.guest_id)
        self._on_row(self.table.current_row())

    def _on_card(self, card: Any) -> None:  # noqa: ANN401 - a signal's object, a WomanCard
        if self.desk.curtain.down:
            return
        fresh = not self.shows_card or self.card_page.card is None
        self.card_page.show_card(card)
        self.panel.show_card(card)
        self.pages.setCurrentWidget(self.card_page)
        if not self.isVisible():
            self.card_shown.emit()
        elif fresh:
            self.card_page.focus_first()
        self._tell_chosen()

    def _on_card_gone(self, error: DeskError) -> None:
        """Say over the list why it cannot be shown (any more)."""
        self.show_list()
        self.desk.notices.tell(Status.WATCH, self.desk.words.explain(error))

    def _on_tab(self, tab: Tab) -> None:
        self.card_page.show_tab(tab)
        if tab is Tab.HISTORY:
            self.opener.ask_history()
        elif tab is Tab.READERS:
            self.opener.ask_readers()

    # -- acts ------------------------------------------------------------------------------

    def _open_form(self, form_id: str, **given: object) -> None:
        self.desk.forms.open(form_id, self._chosen(), **given)

    def _show_form(self, form_id: str) -> None:
        if self.card_page.card is not None:
            self._open_form(form_id, card=self.card_page.card)

    def _on_open(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._on_opened(row)

    def _on_check_in(self) -> None:
        chosen = self._chosen()
        if chosen.guest_id is None or chosen.person is None:
            return
        name = naming.embedded(naming.name_of(self.desk.words, chosen.person))
        self.desk.tasks.run(
            self._calls.check_in,
            then=partial(self._on_checked_in, name),
            guest_id=chosen.guest_id,
        )

    def _on_checked_in(self, name: str, done: Any) -> None:  # noqa: ANN401 - a service's Done
        said = self.desk.words.say("{name} is checked in", name=name)
        self.desk.notices.act(said, operation=done.operation if done.can_undo else None)

    def _on_note(self) -> None:
        person = self._chosen().person
        if person is not None:
            self.note_wanted.emit(person)

    def _on_new(self) -> None:
        self.desk.forms.open("card_new", alias=self.head.words)

    def _on_shielded(self) -> None:
        self.desk.forms.open("card_shielded")

    def _on_find(self) -> None:
        if self.shows_card:
            self.show_list()
        self.head.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.field.selectAll()

    def _on_saved(self, form_id: str, done: object) -> None:
        if form_id == "card_reason":
            self.opener.take(done)
        elif form_id in {"card_shielded", "card_link"}:
            self.desk.forms.open("card_shielded_list", found=done, open_card=self._open_shielded)
        elif form_id == "card_new":
            self._go_to = getattr(done, "row_id", None)
            self.head.clear()
            self.head.choose(PeopleFilter.ALL)

    def _on_panel(self) -> None:
        self.panel_wanted.emit(True)
        self.panel.take_keyboard()

    def _on_panel_left(self) -> None:
        self.panel_wanted.emit(False)
        self.focus_first()

    # -- width -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tighten the rows of a low window."""
        super().resizeEvent(event)
        self.table.set_tight(self.height() < self.desk.theme.px(_TIGHT_UNDER))
