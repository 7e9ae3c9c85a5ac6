"""The smaller prints: who may, what stands on them, that each is audited and numbered."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from shelter_desk.models import AuditEntry
from shelter_desk.services.calling import House
from shelter_desk.services.report_desk import preview_report, put_on_paper
from shelter_desk.services.report_wishes import ReportKind, Wish
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.terms import Role
from tests.engines import as_role, clock_of
from tests.services.evening import at, evening, text_of


def test_the_bed_plan_lies_and_names_nobody_unless_asked(house: House) -> None:
    lead = evening(house)
    with_names = preview_report(lead.again(), wish=Wish(ReportKind.BED_PLAN)).pdf
    [page] = PdfReader(io.BytesIO(with_names)).pages
    assert page.mediabox.width > page.mediabox.height
    words = page.extract_text()
    for part in ("Plasskart", "med navn", "3. etasje", "A2", "Lise", "veggedyr"):
        assert part in words
    [bare] = text_of(preview_report(lead.again(), wish=Wish(ReportKind.BED_PLAN, names=False)).pdf)
    assert "uten navn" in bare
    assert "A2" in bare
    for name in ("Lise", "Tone", "Rita", "skjermet"):
        assert name not in bare


def test_the_round_form_is_of_the_night_that_runs_or_comes(house_on_file: House) -> None:
    house = house_on_file
    lead, clock = evening(house), clock_of(house)
    for moment in (at(21, 45), at(21, 45) + timedelta(hours=6)):
        clock.moment = moment
        [page] = text_of(preview_report(lead.again(), wish=Wish(ReportKind.ROUND_FORM)).pdf)
        assert "natt til lørdag 21.11.2026" in page
        assert "Lise" in page
        assert "04:00" in page


def test_agreements_say_until_when_and_never_why(house_on_file: House) -> None:
    lead = evening(house_on_file)
    [page] = text_of(preview_report(lead.again(), wish=Wish(ReportKind.RESTRICTIONS)).pdf)
    assert "Utestengt" in page
    assert "nalokson" in page
    assert "Slo" not in page


def test_each_print_has_the_number_of_its_own_audit_row(house: House) -> None:
    lead = evening(house)
    for kind in (ReportKind.ROUND_FORM, ReportKind.BED_PLAN, ReportKind.RESTRICTIONS):
        paper = put_on_paper(lead.again(), wish=Wish(kind), copies=2)
        with house.store.read() as session:
            rows = session.scalars(
                select(AuditEntry)
                .where(AuditEntry.action == "report.print")
                .order_by(AuditEntry.sequence.desc())
            ).all()
        assert paper.number.startswith(f"{rows[0].sequence}-")
        assert rows[0].details["copies"] == 2
        pages = text_of(paper.pdf)
        assert all(paper.number in page for page in pages)
        assert "eksemplar 1 av 2" in pages[0]
        assert "eksemplar 2 av 2" in pages[len(pages) // 2]
        saved = put_on_paper(lead.again(), wish=Wish(kind), copies=0)
        assert "eksemplar 0 – lagret fil" in text_of(saved.pdf)[0]
        assert saved.number in saved.file_name


def test_each_by_its_right(house_on_file: House) -> None:
    reception = as_role(house_on_file, Role.RECEPTION)
    assert preview_report(reception, wish=Wish(ReportKind.BED_PLAN)).pdf
    for kind in (ReportKind.HANDOVER, ReportKind.ROUND_FORM, ReportKind.RESTRICTIONS):
        with pytest.raises(NotAllowedError):
            preview_report(reception.again(), wish=Wish(kind))
        with pytest.raises(NotAllowedError):
            put_on_paper(reception.again(), wish=Wish(kind), copies=1)
