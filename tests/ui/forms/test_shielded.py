"""A shielded woman in the forms of care: looked after, and named to nobody without the right."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from shelter_desk.services.arrivals import check_in
from shelter_desk.services.board import board_snapshot
from shelter_desk.services.calling import House
from shelter_desk.services.check_lists import agreed_checks
from shelter_desk.services.messages import leave_message
from shelter_desk.services.restriction_lists import restrictions_now
from shelter_desk.services.shielding import shielded_arrival
from shelter_desk.terms import PresenceKind, Protection, Role
from shelter_desk.ui.care.check_forms import AgreeChecksForm, AgreedChecksSheet
from shelter_desk.ui.care.message_forms import MessageForm, MessagesSheet
from shelter_desk.ui.care.restriction_forms import SendAwayForm
from shelter_desk.ui.care.rounds_sheet import RoundsSheet
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.people.shield_forms import LinkForm
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.widgets import announce
from tests.engines import as_role, bed_id, woman
from tests.ui.forms.bench import Bench, sit_at_bench

SECRET = "Vilde"


@pytest.fixture
def bench(house_on_file: House, theme: Theme) -> Iterator[Bench]:
    guest = woman(house_on_file, SECRET, protection=Protection.STRICT)
    lead = as_role(house_on_file, Role.SHIFT_LEAD)
    check_in(lead.again(), guest_id=guest, bed_id=bed_id(house_on_file, "K1"))
    leave_message(lead.again(), guest_id=guest, text="Ring søsteren din")
    yield from sit_at_bench(house_on_file, Role.NIGHT, theme)


def everything_said(root: QObject) -> str:
    words = list(announce.said)
    for widget in root.findChildren(QWidget):
        words += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            words.append(widget.text())
    return "\n".join(words)


class Listener:
    """Collects everything that is said on the window."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._said: list[str] = []

    def __call__(self) -> None:
        self._said += [everything_said(self._bench.window), self._bench.told]

    @property
    def words(self) -> str:
        return "\n".join(self._said)


def her(form: AgreeChecksForm) -> Chosen:
    """Choose who is shown as shielded, and return her as she is chosen."""
    shown = (who for who in form.who.field._inside if who.person.kind is PresenceKind.SHIELDED)
    form.who.field.add(next(shown))
    chosen = form.who.value
    assert chosen is not None
    return chosen


def test_her_checks_are_agreed_and_noted_without_her_name(bench: Bench) -> None:
    listen = Listener(bench)
    form = bench.sheet(AgreeChecksForm, "agree_checks")
    about = her(form)
    assert about.guest_id is None
    assert about.presence_id is not None
    form.agreed.edit.setPlainText("banke på")
    listen()
    form.confirm()
    assert bench.told == "Tilsyn er avtalt med Skjermet"
    assert len(agreed_checks(bench.caller.again())) == 1
    sheet = bench.sheet(RoundsSheet, "rounds")
    assert [row.title for row in sheet.cards.rows] == ["Skjermet"]
    listen()
    sheet.cards.button(0, 1).click()
    assert not sheet.trouble.text()
    sheet.round_button.click()
    titles = [row.title for row in sheet.cards.rows]
    sheet.cards.button(titles.index("Skjermet"), 0).click()
    assert not sheet.trouble.text()
    listen()
    bench.sheet(AgreedChecksSheet, "agreed_checks")
    listen()
    assert SECRET not in listen.words


def test_a_named_woman_is_not_taken_for_a_shielded_arrival(
    house_on_file: House, theme: Theme
) -> None:
    sitting = sit_at_bench(house_on_file, Role.SHIFT_LEAD, theme)
    bench = next(sitting)
    shielded_arrival(bench.caller.again())
    form = bench.sheet(LinkForm, "card_link", bench.about("Lise"))
    assert form.who.value is None
    form.who.set(bench.about("Lise"))
    form.reason.line.setText("Vaktskifte")
    form.confirm()
    assert bench.shown(LinkForm).who.trouble.text() == (
        "Denne ankomsten er alt koblet til et kort, eller er ikke en skjermet ankomst."
    )
    row = next(
        one
        for one in board_snapshot(bench.caller.again()).inside
        if one.person.kind is PresenceKind.SHIELDED
    )
    bench.desk.forms.close()
    arrived = Chosen(None, row.presence_id, person=row.person)
    form = bench.sheet(LinkForm, "card_link", arrived)
    assert form.who.value is not None
    assert form.who.value.presence_id == row.presence_id
    next(sitting, None)


def test_she_gets_messages_and_is_sent_away_without_her_name(bench: Bench) -> None:
    listen = Listener(bench)
    about = her(bench.sheet(AgreeChecksForm, "agree_checks"))
    bench.desk.forms.close()
    assert "Skjermet" in bench.sheet(MessagesSheet, "messages").cards.rows[0].title
    listen()
    message = bench.sheet(MessageForm, "message", about)
    message.text.edit.setPlainText("Brevet er kommet")
    message.confirm()
    away = bench.sheet(SendAwayForm, "send_away", about)
    away.who.line.setText(SECRET[:3])
    away.who.field._on_edited(SECRET[:3])
    assert away.who.field._others == ()
    away.who.line.clear()
    away.facts.edit.setPlainText("kastet en stol")
    away.offered.edit.setPlainText("krisesenter")
    away.went_to.line.setText("ikke kjent")
    away.missing.line.setText("gikk med en gang")
    listen()
    away.confirm()
    listen()
    assert bench.told == "Skjermet er bortvist til morgenen"
    lead = as_role(bench.house, Role.SHIFT_LEAD)
    assert len(restrictions_now(lead.again())) == 1
    assert SECRET not in listen.words
