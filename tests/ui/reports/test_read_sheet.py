"""«Jeg har lest»: HASTER line by line, by whoever takes over."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from shelter_desk.models import HandoverPrint, HandoverReading
from shelter_desk.services.calling import House
from shelter_desk.services.handover import print_handover
from shelter_desk.services.watch import add_watch
from shelter_desk.terms import Level, Role
from shelter_desk.ui.reports.read_sheet import ReadSheet
from shelter_desk.ui.theme import Theme
from tests.engines import as_role, clock_of
from tests.ui.forms.bench import Bench, sit_at_bench


@pytest.fixture
def bench(house_on_file: House, theme: Theme) -> Iterator[Bench]:
    yield from sit_at_bench(house_on_file, Role.NIGHT, theme)


def test_each_urgent_line_is_ticked_before_it_is_read(bench: Bench) -> None:
    empty = bench.sheet(ReadSheet, "reports.read")
    assert "ikke skrevet ut noen vaktrapport" in empty.what.text()
    assert not empty.read_button.isEnabled()
    lead, clock = as_role(bench.house, Role.SHIFT_LEAD), clock_of(bench.house)
    lise = bench.about("Lise").guest_id
    for what in ("Tett tilsyn & ro", "Mann på døra"):
        clock.advance(seconds=1)
        add_watch(lead.again(), level=Level.URGENT, what=what, if_then="Ring 113.", guest_id=lise)
    printed = print_handover(lead.again(), copies=2, language="nb")
    clock.advance(minutes=3)

    sheet = bench.sheet(ReadSheet, "reports.read")
    assert printed.report_id in sheet.what.text()
    ticks = list(sheet.ticks.values())
    assert len(ticks) == 2
    assert "A2" in ticks[0].words.text()
    ticks[0].box.setChecked(True)
    sheet.confirm()
    assert "Ikke krysset av ennå: 1" in sheet.trouble.text()
    ticks[1].box.setChecked(True)
    sheet.aloud.setChecked(True)
    sheet.confirm()
    assert bench.told == f"Rapport {printed.report_id} er lest"
    with bench.house.store.read() as session:
        reading = session.scalars(select(HandoverReading)).one()
        row = session.scalars(select(HandoverPrint)).one()
    assert (reading.aloud, len(reading.watch_lines["keys"])) == (True, 2)
    assert row.read_by == reading.staff_id
    assert "Lest av:" in bench.sheet(ReadSheet, "reports.read").readers.text()
