"""The side panel: watch lines, tasks, the report; and the curtain over all of it."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from shelter_desk.incident_terms import InfectionRoute
from shelter_desk.services import tasks, watch
from shelter_desk.services.arrivals import check_in
from shelter_desk.services.calling import Caller
from shelter_desk.services.incident_fields import Circumstances
from shelter_desk.services.isolation import start_isolation
from shelter_desk.services.overdoses import report_overdose
from shelter_desk.services.snapshots import TaskPicture
from shelter_desk.terms import Level, Protection, Role
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log.screen import LogScreen
from shelter_desk.ui.log.side_rows import TaskRow, WatchRow
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.who_field import whom
from tests.engines import as_role, bed_id, woman
from tests.ui.log.evening import Evening, at

Key = Qt.Key
SECRETS = (
    "Lise", "Tone", "Ingrid", "Mona", "Rita", "Berit", "Sissel", "Nalokson", "legevakt", "Vekkes",
    "Overdose", "Halvskrevet", "Veggedyr",
)  # fmt: skip


def tree(widget: QWidget) -> Iterator[str]:
    """Return every word a screen reader can reach, hidden parts too."""
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    waiting: list[QAccessibleInterface] = [root]
    while waiting:
        one = waiting.pop()
        for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
            yield one.text(kind)
        waiting += [child for n in range(one.childCount()) if (child := one.child(n)) is not None]


def test_a_watch_line_is_added_with_the_keyboard(screen: LogScreen, evening: Evening) -> None:
    screen.desk.actions.action("log.add_watch").trigger()
    form = screen.panel.watch_form
    form.who.line.setFocus()
    QTest.keyClicks(form.who.line, "to")
    QTest.keyClick(form.who.line, Key.Key_Return)
    assert form.what.line.hasFocus()
    QTest.keyClicks(form.what.line, "Fryser.")
    form.if_then.line.setFocus()
    QTest.keyClicks(form.if_then.line, "Blir hun verre: legevakt")
    QTest.keyClick(form.if_then.line, Key.Key_Return)
    line = next(one for one in watch.watch_lines(evening.again()) if one.what == "Fryser.")
    assert line.level is Level.WATCH
    assert line.person is not None
    assert line.person.alias == "Tone"
    assert form.isHidden()
    assert len(screen.panel.watch_card.rows) == 4
    assert screen.desk.notices.can_undo()


def test_a_watch_line_without_a_step_is_refused_and_kept(
    screen: LogScreen, evening: Evening
) -> None:
    form = screen.panel.watch_form
    screen.panel.begin_watch()
    form.what.line.setText("Fryser")
    QTest.keyClick(form.what.line, Key.Key_Return)
    assert len(watch.watch_lines(evening.again())) == 3
    assert form.trouble.text()
    assert form.what.line.text() == "Fryser"
    QTest.keyClick(form.what.line, Key.Key_Escape)
    assert form.isHidden()
    assert form.what.line.text() == ""


def test_what_and_if_then_share_one_line_of_the_sheet(screen: LogScreen) -> None:
    form = screen.panel.watch_form
    form.what.line.setText("x" * 60)
    form.if_then.line.setText("y" * 49)
    assert form.what.left == 0
    form.if_then.line.setText("y" * 50)
    assert form.what.left == -1


def test_a_watch_line_is_renewed_and_ended(screen: LogScreen, evening: Evening) -> None:
    row = screen.panel.watch_card.rows[0]
    assert isinstance(row, WatchRow)
    assert row.accessibleName() == (
        "Haster, A2 Lise, Svarer hun ikke: åpne døra, ring 113, neste tilsyn 21:15"
    )
    screen.panel._on_end(row.line)
    assert row.line.watch_id not in {one.watch_id for one in watch.watch_lines(evening.again())}
    kept = screen.panel.watch_card.rows[0]
    assert isinstance(kept, WatchRow)
    evening.house.clock.advance(hours=20)  # type: ignore[attr-defined]  # a fixed clock
    screen.panel._on_renew(kept.line)
    again = {one.watch_id: one for one in watch.watch_lines(evening.again())}
    assert again[kept.line.watch_id].expires_at > kept.line.expires_at


def test_a_task_is_ticked_with_space(screen: LogScreen, evening: Evening) -> None:
    screen.desk.actions.action("log.to_tasks").trigger()
    first = screen.panel.task_card.rows[0]
    assert isinstance(first, TaskRow)
    first.setFocus()
    assert first.accessibleName() == "21:01, Forfalt: Ring Sissel"
    QTest.keyClick(first, Key.Key_Space)
    assert "Ring Sissel" not in {one.text for one in tasks.open_tasks(evening.again())}
    assert len(screen.panel.task_card.rows) == 2
    assert screen.panel.task_card.rows[0].hasFocus()
    assert screen.desk.notices.can_undo()


def test_a_task_that_a_colleague_ticked_says_so(screen: LogScreen, evening: Evening) -> None:
    told: list[object] = []
    screen.desk.notices.told.connect(told.append)
    row = screen.panel.task_card.rows[0]
    assert isinstance(row, TaskRow)
    tasks.tick_task(as_role(evening.house, Role.NURSE), task_id=row.task.task_id)
    row.setChecked(True)
    assert len(told) == 1


def test_a_task_is_added(screen: LogScreen, evening: Evening) -> None:
    screen.desk.actions.action("log.add_task").trigger()
    form = screen.panel.task_form
    form.text.line.setText("Lås bakdøra")
    QTest.keyClick(form.text.line, Key.Key_Return)
    assert form.trouble.text() == "Skriv når det skal gjøres."
    form.due.line.setText("23:00")
    QTest.keyClick(form.due.line, Key.Key_Return)
    found = [one for one in tasks.open_tasks(evening.again()) if one.text == "Lås bakdøra"]
    assert [one.due_at for one in found] == [at(23)]


def test_the_report_fills_up(screen: LogScreen, evening: Evening) -> None:
    assert screen.panel.report_head.title.text() == "Vaktrapport, kveld til natt"
    before = screen.panel.words_bar.accessibleName()
    assert before.startswith("Ord på side 1: ")
    assert before.endswith(" av 420")
    assert screen.panel.counts[0][1].text() == "3 av 5"
    watch.add_watch(
        evening.again(), level=Level.WATCH, what="Uro i gangen.", if_then="To ansatte går ut"
    )
    screen.refresh()
    assert screen.panel.counts[0][1].text() == "4 av 5"
    assert screen.panel.words_bar.accessibleName() != before


def test_what_the_sheet_watches_by_itself_stands_here_too(
    screen: LogScreen, evening: Evening
) -> None:
    secret = woman(evening.house, "Vilde", protection=Protection.STRICT)
    check_in(evening.again(), guest_id=secret, bed_id=bed_id(evening.house, "K1"))
    start_isolation(
        evening.again(), guest_id=secret, route=InfectionRoute.GUT, review_at=at(12, day=22)
    )
    tone = evening.guests["Tone"]
    report_overdose(evening.again(), guest_id=tone, known=Circumstances(at=at(21, 10)))
    screen.refresh()
    assert screen.panel.watch_head.title.text() == "Følg med på"
    assert screen.panel.watch_head.count.text() == "5 av 5"
    assert screen.panel.counts[0][1].text() == "5 av 5"
    rows = [row for row in screen.panel.watch_card.rows if isinstance(row, WatchRow)]
    own = [row.accessibleName() for row in rows if row.line.by_itself is not None]
    assert len(rows) == 5
    assert own == [
        (
            "Haster, A1 Tone, Tilsyn hvert 15. minutt til 23:10, ikke alene. Svarer hun ikke:"
            " åpne døra, så 113, Går bort av seg selv, neste tilsyn 21:25"
        ),
        (
            "Følg med, K1 Skjermet, Eget rom: hansker, vask hendene med såpe, mat på brett,"
            " Går bort av seg selv, neste tilsyn i morgen 12:00"
        ),
    ]
    screen.panel._on_watch_asked(rows[-1])
    menu = screen.panel.findChildren(QMenu)[-1]
    assert [(one.text(), one.isEnabled()) for one in menu.actions()] == [
        ("Går bort av seg selv", False)
    ]
    menu.close()


def test_behind_the_curtain_nothing_is_seen_or_heard(
    screen: LogScreen, log_desk: Desk, evening: Evening
) -> None:
    side = screen.side_panel()
    composer = screen.composer
    composer.text.edit.setPlainText("Halvskrevet om natta")
    composer.short.line.setText("Halvskrevet")
    lise = next(
        person
        for part in screen.stream.stream.page.sections
        for line in part.lines
        for person in line.who
        if person.guest_id == evening.guests["Lise"]
    )
    composer.who.add(whom(lise))
    screen.panel.begin_watch()
    screen.panel.watch_form.what.line.setText("Halvskrevet")
    screen.strip.show_only(lise)
    screen.strip.clear()
    announce.forget()
    log_desk.curtain.lower()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    words = [*tree(screen), *tree(side), *announce.said]
    found = {secret for secret in SECRETS for one in words if secret in one}
    assert found == set()
    assert "20:20, A2" in words
    log_desk.curtain.lift()
    assert composer.text.edit.toPlainText() == "Halvskrevet om natta"
    assert composer.short.line.text() == "Halvskrevet"
    assert [who.person.alias for who in composer.who.people] == ["Lise"]
    assert screen.panel.watch_form.what.line.text() == "Halvskrevet"
    assert len(screen.panel.watch_card.rows) == 3


def test_what_is_half_written_is_hers_alone(
    screen: LogScreen, log_desk: Desk, evening: Evening
) -> None:
    nurse = as_role(evening.house, Role.NURSE)
    seated = {"now": evening.night}

    def caller() -> Caller:
        return seated["now"].again()

    assert isinstance(log_desk.tasks, InlineTasks)
    log_desk.tasks._make_caller = caller
    composer = screen.composer
    composer.text.edit.setPlainText("Noras ord")
    log_desk.curtain.lower()
    seated["now"] = nurse
    log_desk.curtain.lift()
    assert composer.text.edit.toPlainText() == ""
    composer.text.edit.setPlainText("Synnes ord")
    log_desk.curtain.lower()
    seated["now"] = evening.night
    log_desk.curtain.lift()
    assert composer.text.edit.toPlainText() == "Noras ord"
    log_desk.curtain.lower()
    seated["now"] = nurse
    log_desk.curtain.lift()
    assert composer.text.edit.toPlainText() == "Synnes ord"


def test_a_long_task_wraps_inside_the_panel(screen: LogScreen) -> None:
    side = screen.side_panel()
    row = screen.panel.task_card.rows[0]
    assert isinstance(row, TaskRow)
    assert isinstance(row.task, TaskPicture)
    assert row.width() <= side.width()
    assert row.heightForWidth(200) >= row.heightForWidth(320)
