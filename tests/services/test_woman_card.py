"""Her card: what each role is given of it, what may be written on it, and what the audit says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from shelter_desk.clock import local_date
from shelter_desk.models import AuditEntry, GuestExclusion, Presence
from shelter_desk.services import woman_changes, woman_links
from shelter_desk.services.arrivals import check_in, check_in_anonymous
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.card_readers import card_readers
from shelter_desk.services.collisions import AliasTakenError
from shelter_desk.services.finding import type_ahead
from shelter_desk.services.log import write_entry
from shelter_desk.services.people import people_list
from shelter_desk.services.provisions import give
from shelter_desk.services.revealed import REVEAL_LASTS, ShieldedCardError
from shelter_desk.services.revealing import ReasonMissingError
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.shielding import set_protection, shielded_arrival
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.undo import undo
from shelter_desk.services.woman_card import AnonymousCardError, NotLinkedError, open_card
from shelter_desk.services.woman_changes import (
    Agreements,
    ChangedMeanwhileError,
    DeputyAloneError,
    HerWords,
    Names,
    NotForHerError,
    SameColleagueError,
    UnknownColleagueError,
    Workers,
)
from shelter_desk.services.woman_history import History, woman_history
from shelter_desk.services.woman_pictures import VedtakState
from shelter_desk.store.engine import DiskFullError
from shelter_desk.terms import (
    BedAttribute,
    LogKind,
    Protection,
    ProvisionKind,
    Role,
    Visibility,
)
from tests.engines import as_role, bed_id, clock_of, woman

WISH, HIDDEN_FROM = "vil ha rom mot hagen", "broren"
WHOLE = (Role.MILIEU, Role.NURSE, Role.NIGHT, Role.SHIFT_LEAD, Role.MANAGER)
WITH_REASON = (Role.RECEPTION, Role.MILIEU, Role.NURSE, Role.NIGHT)


def lise(house: House, **more: object) -> int:
    values: dict[str, object] = {
        "birth_year": 1984,
        "wishes": WISH,
        "must_not_know": HIDDEN_FROM,
        "asked_for": "vekkes med kaffe",
        "diet": "nøtteallergi",
    }
    return woman(house, "Lise", **(values | more))


def number_of(house: House, role: Role) -> int:
    staff_id = as_role(house, role).actor.staff_id
    assert staff_id is not None
    return staff_id


def reads_of(house: House, guest_id: int) -> list[tuple[str, str | None, str | None]]:
    with house.store.read() as session:
        query = (
            select(AuditEntry.actor_name, AuditEntry.screen, AuditEntry.reason)
            .where(AuditEntry.action == "read", AuditEntry.subject_id == guest_id)
            .order_by(AuditEntry.sequence)
        )
        return [(row[0], row[1], row[2]) for row in session.execute(query)]


# -- who is given what -----------------------------------------------------------------------


@pytest.mark.parametrize("role", WHOLE)
def test_who_may_read_cards_reads_all_of_it(house: House, role: Role) -> None:
    guest_id = lise(house, key_worker_id=number_of(house, Role.NURSE))
    card = open_card(as_role(house, role), guest_id=guest_id)
    assert (card.whole, card.wishes, card.birth_year) == (True, WISH, 1984)
    assert card.agreements.asked_for == "vekkes med kaffe"
    assert card.key_worker is not None
    assert card.key_worker.name == "Synne Sykepleier"
    assert card.mine is (role is Role.NURSE)


def test_reception_sees_what_today_asks_of_her(house: House) -> None:
    guest_id = lise(house)
    card = open_card(as_role(house, Role.RECEPTION), guest_id=guest_id)
    assert not card.whole
    assert not card.may_edit
    assert (card.must_not_know, card.agreements.diet) == (HIDDEN_FROM, "nøtteallergi")
    assert (card.birth_year, card.wishes, card.agreements.asked_for) == (None, "", "")
    assert (card.vedtak, card.restrictions, card.apart, card.contacts) == ((), (), (), ())


def test_the_system_keeper_has_no_cards(house: House) -> None:
    with pytest.raises(NotAllowedError):
        open_card(as_role(house, Role.SYSTEM), guest_id=lise(house))


def test_to_who_is_shut_out_she_does_not_exist(house: House) -> None:
    guest_id = lise(house)
    row = GuestExclusion(guest_id=guest_id, staff_id=number_of(house, Role.NURSE))
    house.store.write(lambda session: session.add(row))
    nurse = as_role(house, Role.NURSE)
    with pytest.raises(UnknownGuestError):
        open_card(nurse, guest_id=guest_id, reason="hun spør etter meg")
    with pytest.raises(UnknownGuestError):
        woman_history(nurse, guest_id=guest_id)
    words = HerWords(WISH, HIDDEN_FROM)
    with pytest.raises(UnknownGuestError):
        woman_changes.set_words(nurse, guest_id=guest_id, seen=words, wanted=HerWords())


def test_somebody_anonymous_or_unlinked_has_no_card(house: House) -> None:
    milieu = as_role(house, Role.MILIEU)
    anonymous = check_in_anonymous(milieu.again()).row_id
    shielded = shielded_arrival(milieu.again()).row_id
    with pytest.raises(AnonymousCardError):
        open_card(milieu, presence_id=anonymous)
    with pytest.raises(NotLinkedError):
        open_card(milieu, presence_id=shielded)


# -- shielded --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", WITH_REASON)
def test_a_shielded_card_opens_for_a_reason_that_is_kept(house: House, role: Role) -> None:
    guest_id = lise(house)
    lead, reader = as_role(house, Role.SHIFT_LEAD), as_role(house, role)
    set_protection(lead, guest_id=guest_id, protection=Protection.STRICT)
    with pytest.raises(ShieldedCardError):
        open_card(reader, guest_id=guest_id)
    with pytest.raises(ReasonMissingError):
        open_card(reader, guest_id=guest_id, reason=" … ")
    assert reads_of(house, guest_id) == []

    card = open_card(reader, guest_id=guest_id, reason="hun ba meg om nummeret")
    assert (card.person.alias, card.shielded, card.birth_year) == ("Lise", True, None)
    assert (card.grade, card.awaiting_review) == (None, False)
    assert card.whole is (role is not Role.RECEPTION)
    name = reader.actor.name
    assert reads_of(house, guest_id) == [
        (name, "reveal", "hun ba meg om nummeret"),
        (name, "card", None),
    ]
    assert open_card(reader.again(), guest_id=guest_id).person.alias == "Lise"
    with pytest.raises(ShieldedCardError):
        open_card(as_role(house, role), guest_id=guest_id)  # another log-in of hers
    clock_of(house).advance(seconds=REVEAL_LASTS.total_seconds() + 1)
    with pytest.raises(ShieldedCardError):
        woman_history(reader.again(), guest_id=guest_id)


@pytest.mark.parametrize("role", [Role.SHIFT_LEAD, Role.MANAGER])
def test_who_may_see_shielded_women_needs_no_reason_and_sees_the_grade(
    house: House, role: Role
) -> None:
    guest_id = lise(house)
    lead = as_role(house, role)
    set_protection(lead.again(), guest_id=guest_id, protection=Protection.CONFIDENTIAL)
    card = open_card(lead, guest_id=guest_id)
    assert (card.shielded, card.grade, card.birth_year) == (True, Protection.CONFIDENTIAL, 1984)


def test_on_a_crisis_place_her_card_is_as_a_shielded_one(house: House) -> None:
    guest_id = lise(house)
    milieu = as_role(house, Role.MILIEU)
    done = check_in(milieu.again(), guest_id=guest_id, bed_id=bed_id(house, "K1"))
    with pytest.raises(ShieldedCardError):
        open_card(milieu, presence_id=done.row_id)
    shown = open_card(milieu, presence_id=done.row_id, reason="skal vekkes")
    assert (shown.person.alias, shown.bed_code) == ("Lise", "K1")


# -- the audit -------------------------------------------------------------------------------


def test_card_and_history_are_in_the_audit_once_in_five_minutes(house: House) -> None:
    guest_id = lise(house)
    milieu = as_role(house, Role.MILIEU)
    for _ in range(3):
        open_card(milieu.again(), guest_id=guest_id)
        woman_history(milieu.again(), guest_id=guest_id)
    assert [screen for _, screen, _ in reads_of(house, guest_id)] == ["card", "history"]
    clock_of(house).advance(minutes=6)
    open_card(milieu.again(), guest_id=guest_id)
    rows = card_readers(as_role(house, Role.MANAGER), guest_id=guest_id)
    assert [(row.name, row.screen) for row in rows] == [
        ("Mina Miljø", "card"),
        ("Mina Miljø", "history"),
        ("Mina Miljø", "card"),
    ]
    with pytest.raises(NotAllowedError):
        card_readers(as_role(house, Role.SHIFT_LEAD), guest_id=guest_id)


def test_a_card_whose_reading_cannot_be_noted_stays_shut(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest_id = lise(house)
    milieu = as_role(house, Role.MILIEU)

    def full(*_given: object) -> None:
        raise DiskFullError

    monkeypatch.setattr(type(house.store), "write", full)
    with pytest.raises(DiskFullError):
        open_card(milieu, guest_id=guest_id)
    with pytest.raises(DiskFullError):
        woman_history(milieu, guest_id=guest_id)


def test_the_audit_of_a_change_says_which_fields_and_no_words(house: House) -> None:
    guest_id = lise(house)
    milieu = as_role(house, Role.MILIEU)
    wanted = HerWords("vil flytte til Hanna", HIDDEN_FROM)
    woman_changes.set_words(
        milieu, guest_id=guest_id, seen=HerWords(WISH, HIDDEN_FROM), wanted=wanted
    )
    with house.store.read() as session:
        row = session.scalars(select(AuditEntry).where(AuditEntry.action == "card.words")).one()
    assert (row.subject_id, row.details["fields"]) == (guest_id, ["wishes"])
    assert "Hanna" not in str(row.details)


# -- what is written -------------------------------------------------------------------------


def test_a_second_of_a_name_gets_a_second_word_and_undo_brings_both_back(house: House) -> None:
    guest_id = lise(house)
    woman(house, "Lisbet")
    milieu = as_role(house, Role.MILIEU)
    seen = Names("Lise", "", 1984)
    with pytest.raises(AliasTakenError):
        woman_changes.set_names(milieu, guest_id=guest_id, seen=seen, wanted=Names("LISBET"))
    done = woman_changes.set_names(
        milieu.again(), guest_id=guest_id, seen=seen, wanted=Names(" Lisbet ", "blå", 1984)
    )
    found = type_ahead(milieu.again(), words="lisbet bl")
    assert (found[0].person.alias, found[0].person.second_word) == ("Lisbet", "blå")
    undo(milieu.again(), operation=done.operation)
    card = open_card(milieu.again(), guest_id=guest_id)
    assert (card.person.alias, card.person.second_word) == ("Lise", "")
    assert type_ahead(milieu.again(), words="lise")[0].guest_id == guest_id


def test_what_a_colleague_wrote_meanwhile_is_not_lost(house: House) -> None:
    guest_id = lise(house)
    one, other = as_role(house, Role.MILIEU), as_role(house, Role.NURSE)
    seen = open_card(one, guest_id=guest_id).agreements
    first = replace(seen, diet="glutenfritt")
    woman_changes.set_agreements(one.again(), guest_id=guest_id, seen=seen, wanted=first)
    with pytest.raises(ChangedMeanwhileError):
        woman_changes.set_agreements(
            other.again(), guest_id=guest_id, seen=seen, wanted=replace(seen, diet="vegetar")
        )
    later = replace(seen, wake_minute=7 * 60, children=1)
    woman_changes.set_agreements(other.again(), guest_id=guest_id, seen=seen, wanted=later)
    now = open_card(one.again(), guest_id=guest_id).agreements
    assert now == Agreements(
        asked_for="vekkes med kaffe", diet="glutenfritt", children=1, wake_minute=7 * 60
    )


def test_what_a_fire_list_needs_follows_her_from_the_card_to_the_visit(house: House) -> None:
    guest_id = lise(house, help_out="trenger rullestol", children=1)
    milieu = as_role(house, Role.MILIEU)
    check_in(milieu.again(), guest_id=guest_id)

    def of_visit() -> tuple[bool, int]:
        with house.store.read() as session:
            row = session.scalars(select(Presence).where(Presence.ends_at.is_(None))).one()
            return row.needs_help_out, row.children

    assert of_visit() == (True, 1)
    clock_of(house).advance(seconds=1)
    seen = open_card(milieu.again(), guest_id=guest_id).agreements
    done = woman_changes.set_agreements(
        milieu.again(), guest_id=guest_id, seen=seen, wanted=replace(seen, help_out="", children=2)
    )
    assert of_visit() == (False, 2)
    undo(milieu.again(), operation=done.operation)
    assert of_visit() == (True, 1)


def test_one_key_worker_and_a_deputy_who_work_here(house: House) -> None:
    guest_id = lise(house)
    lead = as_role(house, Role.SHIFT_LEAD)
    mina, synne = number_of(house, Role.MILIEU), number_of(house, Role.NURSE)

    def choose(worker: int | None, deputy: int | None) -> None:
        woman_changes.set_workers(
            lead.again(), guest_id=guest_id, seen=Workers(), wanted=Workers(worker, deputy)
        )

    with pytest.raises(DeputyAloneError):
        choose(None, synne)
    with pytest.raises(SameColleagueError):
        choose(mina, mina)
    with pytest.raises(UnknownColleagueError):
        choose(number_of(house, Role.SYSTEM), None)
    row = GuestExclusion(guest_id=guest_id, staff_id=synne)
    house.store.write(lambda session: session.add(row))
    with pytest.raises(NotForHerError):
        choose(mina, synne)
    choose(mina, number_of(house, Role.NIGHT))
    card = open_card(lead.again(), guest_id=guest_id)
    assert card.key_worker is not None
    assert card.deputy is not None
    assert (card.key_worker.name, card.deputy.name) == ("Mina Miljø", "Nora Natt")
    assert card.key_worker_since == local_date(clock_of(house).now())


def test_a_decision_is_registered_corrected_and_taken_off(house: House) -> None:
    guest_id = lise(house)
    milieu = as_role(house, Role.MILIEU)
    today = local_date(clock_of(house).now())
    for first, last, refusal in (
        (today, today - timedelta(days=1), woman_links.VedtakEndsError),
        (today, date(2126, 11, 28), woman_links.VedtakLongError),
    ):
        with pytest.raises(refusal):
            woman_links.add_vedtak(
                milieu.again(), guest_id=guest_id, first_day=first, last_day=last
            )
    done = woman_links.add_vedtak(
        milieu.again(), guest_id=guest_id, first_day=today, last_day=today + timedelta(days=3)
    )
    with pytest.raises(woman_links.VedtakTwiceError):
        woman_links.add_vedtak(
            milieu.again(), guest_id=guest_id, first_day=today, last_day=today + timedelta(days=3)
        )
    card = open_card(milieu.again(), guest_id=guest_id)
    assert [one.state for one in card.vedtak] == [VedtakState.ENDS_SOON]
    assert [known.kind for known in card.know] == ["vedtak_ends"]
    lines = [item.kind for item in history(milieu, guest_id).items]
    assert LogKind.DECISION in lines
    vedtak_id = done.row_id or 0
    woman_links.change_vedtak(
        milieu.again(),
        vedtak_id=vedtak_id,
        first_day=today,
        last_day=today + timedelta(days=90),
        office="Nav Heimdal",
    )
    card = open_card(milieu.again(), guest_id=guest_id)
    assert [(one.office, one.state) for one in card.vedtak] == [
        ("Nav Heimdal", VedtakState.RUNNING)
    ]
    woman_links.void_vedtak(milieu.again(), vedtak_id=vedtak_id)
    with pytest.raises(woman_links.VedtakGoneError):
        woman_links.void_vedtak(milieu.again(), vedtak_id=vedtak_id)
    assert open_card(milieu.again(), guest_id=guest_id).vedtak == ()


def test_contacts_and_what_a_place_should_have_are_kept_and_undone(house: House) -> None:
    guest_id = lise(house)
    milieu = as_role(house, Role.MILIEU)
    with pytest.raises(woman_links.InstitutionMissingError):
        woman_links.add_contact(milieu.again(), guest_id=guest_id, institution=" - ")
    added = woman_links.add_contact(
        milieu.again(), guest_id=guest_id, institution="Nav", person="Oddny", direct_line="73 00"
    )
    woman_changes.set_bed_needs(
        milieu.again(), guest_id=guest_id, needs=[BedAttribute.GROUND_FLOOR, BedAttribute.PET]
    )
    clock_of(house).advance(seconds=1)
    done = woman_changes.set_bed_needs(milieu.again(), guest_id=guest_id, needs=[BedAttribute.PET])
    card = open_card(milieu.again(), guest_id=guest_id)
    assert [(one.institution, one.person) for one in card.contacts] == [("Nav", "Oddny")]
    assert card.bed_needs == (BedAttribute.PET,)
    undo(milieu.again(), operation=done.operation)
    card = open_card(milieu.again(), guest_id=guest_id)
    assert card.bed_needs == (BedAttribute.GROUND_FLOOR, BedAttribute.PET)
    woman_links.close_contact(milieu.again(), contact_id=added.row_id or 0)
    assert open_card(milieu.again(), guest_id=guest_id).contacts == ()


def test_a_card_is_made_without_a_check_in(house: House) -> None:
    milieu = as_role(house, Role.MILIEU)
    done = woman_changes.make_card(
        milieu.again(), alias="Rogn", key_worker_id=number_of(house, Role.MILIEU)
    )
    (row,) = people_list(milieu.again()).rows
    assert (row.guest_id, row.person.alias, row.presence_id) == (done.row_id, "Rogn", None)
    undo(milieu.again(), operation=done.operation)
    assert people_list(milieu.again()).rows == ()
    with pytest.raises(NotAllowedError):
        woman_changes.make_card(as_role(house, Role.RECEPTION), alias="Rogn")


def test_reception_writes_nothing_on_a_card(house: House) -> None:
    guest_id = lise(house)
    with pytest.raises(NotAllowedError):
        woman_changes.set_words(
            as_role(house, Role.RECEPTION), guest_id=guest_id, seen=HerWords(), wanted=HerWords()
        )


# -- history ---------------------------------------------------------------------------------


def history(caller: Caller, guest_id: int) -> History:
    return woman_history(caller.again(), guest_id=guest_id)


def test_history_holds_what_each_may_read_newest_first(house: House) -> None:
    guest_id = lise(house)
    clock, milieu = clock_of(house), as_role(house, Role.MILIEU)
    clock.advance(days=-2)
    arrived = check_in(milieu.again(), guest_id=guest_id).row_id or 0
    clock.advance(days=1, hours=12)
    give(milieu.again(), presence_id=arrived, kind=ProvisionKind.SHOWER)
    clock.advance(hours=12)
    for visibility in (Visibility.ALL, Visibility.HEALTH):
        write_entry(
            as_role(house, Role.NURSE),
            kind=LogKind.NOTE,
            body=f"notat {visibility.value}",
            guest_ids=[guest_id],
            visibility=visibility,
        )
    clock.advance(minutes=5)

    def bodies(role: Role) -> list[str]:
        found = history(as_role(house, role), guest_id)
        return [item.line.body for item in found.items if item.line is not None]

    assert bodies(Role.NURSE) == ["notat health", "notat all"]
    assert bodies(Role.MILIEU) == ["notat all"]
    assert bodies(Role.RECEPTION) == ["notat all"]
    whole = history(milieu, guest_id)
    assert [item.at for item in whole.items] == sorted(
        (item.at for item in whole.items), reverse=True
    )
    assert whole.items[-1].kind is LogKind.ARRIVAL
    today = history(as_role(house, Role.RECEPTION), guest_id)
    assert today.today_only
    assert {item.kind for item in today.items} == {LogKind.NOTE, None}


def test_a_long_history_comes_in_parts_without_gaps(house: House) -> None:
    guest_id = lise(house)
    milieu, clock = as_role(house, Role.MILIEU), clock_of(house)
    start = clock.now() - timedelta(days=200)

    def live(session: object) -> None:
        for day in range(180):
            begins = start + timedelta(days=day)
            row = Presence(
                kind="named",
                guest_id=guest_id,
                starts_at=begins,
                ends_at=begins + timedelta(hours=3),
            )
            session.add(row)  # type: ignore[attr-defined]  # a Session

    house.store.write(live)
    seen, before = [], None
    while True:
        part = woman_history(milieu.again(), guest_id=guest_id, before=before)
        seen += [item.at for item in part.items]
        before = part.older
        if before is None:
            break
    assert len(seen) == len(set(seen)) == 360
