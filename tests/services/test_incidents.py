"""Incidents: what is kept, what they start, who reads what, and what cannot be."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from shelter_desk.incident_terms import (
    AssaultAgainst,
    AssaultBy,
    ContactWay,
    HerWish,
    IncidentKind,
    IncidentOutcome,
    Measure,
    PoliceLine,
    ThreatChannel,
)
from shelter_desk.models import CheckPlan, Incident, StaffHarm
from shelter_desk.phrases import log_words, task_words
from shelter_desk.services.arrivals import check_in, check_in_anonymous, check_out
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.check_plans import checks_due, end_checks, record_check
from shelter_desk.services.handover import coming_sheet
from shelter_desk.services.incident_additions import (
    KnownAlreadyError,
    NoSuchIncidentError,
    add_to_incident,
    recent_incidents,
    violence_and_threats,
)
from shelter_desk.services.incident_fields import (
    Circumstances,
    Dose,
    DoseTimesError,
    HitColleague,
    KindOfForceError,
    NobodyHurtError,
    TimesCrossError,
    ToldMissingError,
    WhomNeededError,
)
from shelter_desk.services.incidents import (
    Force,
    report_serious,
    report_suicide_concern,
    report_threat,
    report_threat_from_outside,
    report_violence,
    was_exposed,
)
from shelter_desk.services.log import write_entry
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.missing import (
    FoundAlreadyError,
    InsideNowError,
    MissingAlreadyError,
    attempts_of,
    contact_tried,
    found_again,
    missing_now,
    reported_missing,
)
from shelter_desk.services.naloxone import count_naloxone, naloxone_stock
from shelter_desk.services.not_seen import not_seen
from shelter_desk.services.overdoses import report_overdose
from shelter_desk.services.provisions import give_at_door
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.snapshots import LogLine
from shelter_desk.services.tasks import open_tasks
from shelter_desk.services.times import FutureTimeError
from shelter_desk.services.undo import NothingToUndoError, undo_last
from shelter_desk.services.verifying import verify_house
from shelter_desk.services.watch import watch_lines
from shelter_desk.services.written import NoteTooLongError, NothingWrittenError, TextTooLongError
from shelter_desk.terms import CheckResult, LogKind, ProvisionKind, Role
from shelter_desk.texts import Texts
from tests.engines import as_role, bed_id, clock_of, command_line, woman
from tests.services.evening import presence_of

NB = Texts("nb")
FIGHT = Force(AssaultBy.WOMAN, AssaultAgainst.STAFF, physical=True)


def lines(caller: Caller, kind: LogKind) -> list[LogLine]:
    page = log_page(caller.again(), kinds=[kind])
    return [line for section in page.sections for line in section.lines]


def tasks(caller: Caller) -> list[str]:
    return [
        task_words(NB, task.kind, task.text, task.params) for task in open_tasks(caller.again())
    ]


def test_an_overdose_starts_checks_counts_sprays_and_asks_for_the_day_after(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    lise = woman(house, "Lise")
    count_naloxone(mina.again(), sprays=10)
    check_in(mina.again(), guest_id=lise, bed_id=bed_id(house, "A2"))
    clock.advance(minutes=30)
    now = clock.now()
    done = report_overdose(
        mina.again(),
        guest_id=lise,
        known=Circumstances(
            at=now - timedelta(minutes=12),
            place="Stua",
            ambulance_called_at=now - timedelta(minutes=11),
            outcome=IncidentOutcome.STAYED,
        ),
        doses=[Dose(now - timedelta(minutes=6)), Dose(now - timedelta(minutes=10))],
        told="Fant henne på gulvet.",
    )
    (due,) = checks_due(mina.again()).rows
    assert (due.person.alias, due.interval_minutes) == ("Lise", 15)
    assert due.due_at == now + timedelta(minutes=9)
    with house.store.read() as session:
        plan = session.scalars(select(CheckPlan)).one()
    assert plan.ends_at == now + timedelta(hours=2, minutes=-6)
    assert tasks(mina) == ["Overdose: gi beskjed til kontaktperson og overdoseteam"]
    stock = naloxone_stock(mina.again())
    assert stock is not None
    assert (stock.used, stock.left) == (2, 8)
    give_at_door(mina.again(), kind=ProvisionKind.NALOXONE, amount=3)
    stock = naloxone_stock(mina.again())
    assert stock is not None
    assert stock.left == 5
    sheet = coming_sheet(as_role(house, Role.SHIFT_LEAD), language="nb")
    assert sheet.watch[0].places == ("A2",)
    assert sheet.watch[0].text.startswith("Tilsyn hvert 15. minutt til ")
    assert sheet.incidents[-1].text.startswith("A2. 2 doser nalokson, 113 ringt, ble her")
    assert done.entry_id is not None
    clock.advance(minutes=5)
    record_check(mina.again(), guest_id=lise, result=CheckResult.SEEN_BREATHING)
    clock.advance(minutes=1)
    report_overdose(mina.again(), guest_id=lise, told="Igjen.")
    assert "Flere overdoser samme døgn: rådfør med lege" in tasks(mina)
    clock.advance(minutes=1)
    undo_last(mina.again())
    assert "Flere overdoser samme døgn: rådfør med lege" not in tasks(mina)
    sheet = coming_sheet(as_role(house, Role.SHIFT_LEAD), language="nb")
    assert len([row for row in sheet.incidents if row.kind == "Overdose"]) == 1
    end_checks(mina.again(), plan_id=plan.id)
    sheet = coming_sheet(as_role(house, Role.SHIFT_LEAD), language="nb")
    assert not any(row.text.startswith("Tilsyn hvert") for row in sheet.watch)
    assert verify_house(command_line(house)).clean


def test_what_an_overdose_cannot_be(house_on_file: House) -> None:
    house, mina = house_on_file, as_role(house_on_file, Role.RECEPTION)
    now = clock_of(house).now()
    anonymous = min(check_in_anonymous(mina.again()).changed.presences)
    hour = timedelta(hours=1)
    for values, error in (
        ({}, WhomNeededError),
        ({"known": Circumstances(at=now + hour)}, FutureTimeError),
        ({"doses": [Dose(now + hour)]}, FutureTimeError),
        ({"doses": [Dose(now - 9 * hour)]}, DoseTimesError),
        ({"rescue_from": now, "rescue_until": now - hour}, TimesCrossError),
        (
            {"known": Circumstances(ambulance_called_at=now, ambulance_came_at=now - hour)},
            TimesCrossError,
        ),
        ({"known": Circumstances(place="x" * 81)}, NoteTooLongError),
        ({"told": "x" * 4001}, TextTooLongError),
    ):
        given = {"presence_id": anonymous, **values} if values else {}
        with pytest.raises(error):
            report_overdose(mina.again(), **given)  # type: ignore[arg-type]  # tried wrong
    assert recent_incidents(mina.again()) == ()
    # Somebody nobody knows, who went along: nobody is left to look after.
    report_overdose(mina.again(), known=Circumstances(outcome=IncidentOutcome.WENT_ALONG))
    report_overdose(mina.again(), presence_id=anonymous)
    assert len(checks_due(mina.again()).rows) == 1
    # A woman who left an hour ago: reported all the same, no checks.
    tone = woman(house, "Tone")
    check_in(mina.again(), guest_id=tone)
    clock_of(house).advance(minutes=1)
    check_out(mina.again(), presence_id=presence_of(house, tone))
    report_overdose(mina.again(), guest_id=tone)
    assert len(checks_due(mina.again()).rows) == 1


def test_violence_stands_and_is_counted_for_the_manager(house: House) -> None:
    mina, liv = as_role(house, Role.MILIEU), as_role(house, Role.MANAGER)
    lise = woman(house, "Lise")
    report_violence(
        mina.again(),
        force=Force(
            AssaultBy.WOMAN, AssaultAgainst.STAFF, by_guest_id=lise, physical=True, verbal=True
        ),
        told="Slo etter Mina.",
        her_words="Hun følte seg presset.",
        measure=Measure.TALK,
        hit=[HitColleague(name="Mina", work="Serverte kaffe", injury="Blåmerke", injured=True)],
        known=Circumstances(staff_on_duty=3, lone_work=False),
    )
    report_threat(
        mina.again(),
        force=Force(AssaultBy.UNKNOWN, AssaultAgainst.THINGS, verbal=True),
        told="Truet med å knuse ruta.",
    )
    with pytest.raises(NothingToUndoError):
        undo_last(mina.again())
    write_entry(mina.again(), kind=LogKind.THREAT, body="Truet i telefonen.")
    month = violence_and_threats(liv.again(), year=2026, month=11)
    assert [(row.kind, row.by_whom) for row in month] == [
        (IncidentKind.VIOLENCE, "woman"),
        (IncidentKind.THREAT, "unknown"),
        (IncidentKind.THREAT, ""),
    ]
    assert (month[0].staff_hit, month[0].staffing, month[0].measure) == (1, 3, "talk")
    assert violence_and_threats(liv.again(), year=2026, month=10) == ()
    with pytest.raises(NotAllowedError):
        violence_and_threats(mina.again(), year=2026, month=11)
    # The block about a colleague is for the manager and its writer, and about nobody's card.
    seen = lines(as_role(house, Role.NURSE), LogKind.VIOLENCE)
    assert [line.body.splitlines()[0] for line in seen] == ["Hva som skjedde: Slo etter Mina."]
    (harm,) = [line for line in lines(liv, LogKind.VIOLENCE) if "Blåmerke" in line.body]
    assert harm.who == ()
    with house.store.read() as session:
        assert session.scalars(select(StaffHarm)).one().name == "Mina"
    sheet = coming_sheet(as_role(house, Role.SHIFT_LEAD), language="nb")
    assert [row.text for row in sheet.incidents if row.kind == "Vold"] == [
        "Lise. Mot ansatt, samtale"
    ]
    assert "Vold: leder følger opp" in tasks(mina)
    for statement in (
        "UPDATE incident SET kind = 'overdose'",
        "UPDATE incident SET voided_at = 1",
        "DELETE FROM incident",
    ):
        with (
            house.store.engine.execution_options(desk_write=True).connect() as connection,
            pytest.raises(DBAPIError, match=r"incident_is_final|ck_incident_stands"),
        ):
            connection.exec_driver_sql(statement)


def test_violence_needs_words_a_kind_and_a_name(house_on_file: House) -> None:
    mina = as_role(house_on_file, Role.MILIEU)
    nothing = Force(AssaultBy.WOMAN, AssaultAgainst.WOMAN)
    with pytest.raises(KindOfForceError):
        report_violence(mina.again(), force=nothing, told="Slo.")
    with pytest.raises(ToldMissingError):
        report_violence(mina.again(), force=FIGHT, told=" … ", her_words="Nei.")
    with pytest.raises(NobodyHurtError):
        report_violence(mina.again(), force=FIGHT, told="Slo.", hit=[HitColleague(work="Vask")])
    assert lines(mina, LogKind.VIOLENCE) == []


def test_the_rest_is_added_beside_and_nothing_is_changed(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    done = report_violence(mina.again(), force=FIGHT, told="Slo etter Mina.")
    clock.advance(hours=1)
    (picture,) = recent_incidents(mina.again())
    assert "police_reference" in picture.missing
    later = Circumstances(
        police_called_at=clock.now(), police_line=PoliceLine.SWITCHBOARD, police_reference="123/26"
    )
    assert done.row_id is not None
    add_to_incident(mina.again(), incident_id=done.row_id, known=later, told="Politiet tok imot.")
    with pytest.raises(KnownAlreadyError):
        add_to_incident(
            mina.again(), incident_id=done.row_id, known=Circumstances(police_reference="9")
        )
    with pytest.raises(NothingWrittenError):
        add_to_incident(mina.again(), incident_id=done.row_id)
    with pytest.raises(NoSuchIncidentError):
        add_to_incident(mina.again(), incident_id=9999, told="Hei")
    added, first = lines(mina, LogKind.VIOLENCE)
    assert (added.body, first.body) == (
        "Utfylt: Politiet tok imot.",
        "Hva som skjedde: Slo etter Mina.",
    )
    sheet = coming_sheet(as_role(house, Role.SHIFT_LEAD), language="nb")
    assert len([row for row in sheet.incidents if row.kind == "Vold"]) == 1
    with house.store.read() as session:
        row = session.scalars(select(Incident)).one()
        assert (row.police_reference, row.kind) == ("123/26", IncidentKind.VIOLENCE)


def test_who_threatens_from_outside_is_described_to_the_manager_alone(house_on_file: House) -> None:
    house = house_on_file
    mina, ragna = as_role(house, Role.MILIEU), as_role(house, Role.RECEPTION)
    vera = woman(house, "Vera")
    check_in(mina.again(), guest_id=vera, bed_id=bed_id(house, "K1"))
    report_threat_from_outside(
        mina.again(),
        guest_id=vera,
        channel=ThreatChannel.DOOR,
        nothing_disclosed=False,
        told="Mann ringte på og ropte.",
        described="Høy, rød jakke, kaller seg Roger",
    )
    shown = lines(ragna, LogKind.THREAT_FROM_OUTSIDE)
    assert [line.body for line in shown] == ["Hva som skjedde: Mann ringte på og ropte."]
    assert any(
        "Roger" in line.body
        for line in lines(as_role(house, Role.MANAGER), LogKind.THREAT_FROM_OUTSIDE)
    )
    assert "Noe ble sagt om henne: vaktansvarlig vurderer" in tasks(mina)
    sheet = coming_sheet(as_role(house, Role.SHIFT_LEAD), language="nb")
    (watch,) = [row for row in sheet.watch if "Trussel utenfra" in row.text]
    assert watch.places == ("K1",)
    assert not any("Roger" in row.text for row in sheet.incidents)
    assert [row.text for row in sheet.incidents if "utenfra" in row.kind] == ["K1. Ved døra"]


def test_fear_for_her_life_stands_urgent_with_checks(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    tone = woman(house, "Tone")
    check_in(mina.again(), guest_id=tone, bed_id=bed_id(house, "A1"))
    clock.advance(minutes=1)
    with pytest.raises(WhomNeededError):
        report_suicide_concern(mina.again(), step="Ring legevakt")
    with pytest.raises(ToldMissingError):
        report_suicide_concern(mina.again(), guest_id=tone, step=" ")
    report_suicide_concern(
        mina.again(),
        guest_id=tone,
        step="Sitt hos henne. Går hun ut: ring legevakt",
        told="Har sagt at hun ikke orker mer.",
        check_every=30,
        check_until=clock.now() + timedelta(hours=10),
        asked_directly=True,
    )
    (watch,) = watch_lines(mina.again())
    assert (watch.what, watch.person is not None) == ("Følg henne tett", True)
    assert checks_due(mina.again()).rows[0].interval_minutes == 30
    words = log_words(NB, LogKind.SUICIDE_RISK, lines(mina, LogKind.SUICIDE_RISK)[0].params)
    assert words.startswith("Tilsyn hvert 30. min til")
    clock.advance(minutes=1)
    undo_last(mina.again())
    assert watch_lines(mina.again()) == ()
    assert checks_due(mina.again()).rows == ()


def test_what_she_was_exposed_to_stays_off_paper(house_on_file: House) -> None:
    house, mina = house_on_file, as_role(house_on_file, Role.NURSE)
    lise = woman(house, "Lise")
    was_exposed(
        mina.again(),
        guest_id=lise,
        police=HerWish.NO,
        assault_centre=HerWish.LATER,
        told="Hun fortalte om i går kveld.",
        wishes="Vil sove først.",
    )
    sheet = coming_sheet(as_role(house, Role.SHIFT_LEAD), language="nb")
    assert [row.text for row in sheet.incidents] == ["Lise. se app"]
    assert tasks(mina) == ["Spør henne igjen hva hun ønsker"]


def test_a_death_asks_for_manager_and_inspectorate(house: House) -> None:
    mina, liv, clock = as_role(house, Role.MILIEU), as_role(house, Role.MANAGER), clock_of(house)
    done = report_serious(
        mina.again(), kind=IncidentKind.DEATH, told="Funnet livløs på rommet.", why="Uventet"
    )
    assert tasks(mina) == ["Gi leder beskjed nå", "Vurder varsel til Helsetilsynet"]
    with pytest.raises(NothingToUndoError):
        undo_last(mina.again())
    clock.advance(hours=1)
    assert done.row_id is not None
    add_to_incident(
        liv.again(),
        incident_id=done.row_id,
        inspectorate_told=True,
        known=Circumstances(manager_told_at=clock.now()),
    )
    with pytest.raises(KnownAlreadyError):
        add_to_incident(liv.again(), incident_id=done.row_id, inspectorate_told=False)
    assert any("Uventet" in line.body for line in lines(liv, LogKind.DEATH))
    assert not any(
        "Uventet" in line.body for line in lines(as_role(house, Role.NURSE), LogKind.DEATH)
    )


def test_not_seen_tried_reported_and_found(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    grete = woman(house, "Grete")
    check_in(mina.again(), guest_id=grete, bed_id=bed_id(house, "H2"))
    clock.advance(minutes=1)
    with pytest.raises(InsideNowError):
        reported_missing(mina.again(), guest_id=grete)
    check_out(mina.again(), presence_id=presence_of(house, grete), keep_bed=True)
    clock.advance(days=3)
    assert len(not_seen(mina.again())) == 1
    contact_tried(mina.again(), guest_id=grete, way=ContactWay.PHONE)
    assert len(not_seen(mina.again())) == 1
    clock.advance(minutes=1)
    contact_tried(mina.again(), guest_id=grete, way=ContactWay.MESSAGE, reached=True)
    assert not_seen(mina.again()) == ()
    clock.advance(minutes=1)
    undo_last(mina.again())
    assert [try_.reached for try_ in attempts_of(mina.again(), guest_id=grete)] == [False]
    done = reported_missing(
        mina.again(),
        guest_id=grete,
        last_seen_at=clock.now() - timedelta(days=3),
        last_seen_where="Kjøkkenet",
        clothing="Blå jakke",
        known=Circumstances(police_called_at=clock.now()),
    )
    with pytest.raises(MissingAlreadyError):
        reported_missing(mina.again(), guest_id=grete)
    (picture,) = missing_now(mina.again())
    assert picture.last_seen_where == "Kjøkkenet"
    sheet = coming_sheet(as_role(house, Role.SHIFT_LEAD), language="nb")
    assert [(row.days, row.step.startswith("meldt savnet")) for row in sheet.not_seen] == [
        (3, True)
    ]
    clock.advance(minutes=30)
    assert done.row_id is not None
    with pytest.raises(TimesCrossError):
        found_again(mina.again(), missing_id=done.row_id, at=clock.now() - timedelta(days=5))
    found_again(mina.again(), missing_id=done.row_id, how="Ringte selv")
    with pytest.raises(FoundAlreadyError):
        found_again(mina.again(), missing_id=done.row_id)
    assert missing_now(mina.again()) == ()
