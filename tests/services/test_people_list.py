"""The list of women: whom it holds, in which order, and what each filter leaves."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from shelter_desk.clock import local_date
from shelter_desk.models import AuditEntry, GuestExclusion, Vedtak
from shelter_desk.services.arrivals import check_in, check_out
from shelter_desk.services.beds import give_bed
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.log import write_entry
from shelter_desk.services.people import PeopleFilter, people_list
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.shielding import link_shielded, set_protection, shielded_arrival
from shelter_desk.terms import LogKind, Protection, Role
from tests.engines import as_role, bed_id, clock_of, woman

READERS = (
    Role.RECEPTION, Role.MILIEU, Role.NURSE, Role.NIGHT, Role.SHIFT_LEAD, Role.MANAGER,
)  # fmt: skip


def aliases(caller: Caller, **asked: object) -> list[str]:
    rows = people_list(caller, **asked).rows  # type: ignore[arg-type]  # each test names its own
    return [" ".join(filter(None, (row.person.alias, row.person.second_word))) for row in rows]


def colleague(house: House, role: Role) -> int:
    staff_id = as_role(house, role).actor.staff_id
    assert staff_id is not None
    return staff_id


def test_letters_find_her_with_slips_and_without_them_the_norwegian_alphabet_does(
    house: House,
) -> None:
    for alias in ("Åse", "Ørn", "Ærfugl", "Zara", "Tone"):
        woman(house, alias)
    woman(house, "Tone", second_word="blå")
    desk = as_role(house, Role.RECEPTION)
    assert aliases(desk) == ["Tone", "Tone blå", "Zara", "Ærfugl", "Ørn", "Åse"]
    assert aliases(desk, words="tnoe") == ["Tone", "Tone blå"]
    assert aliases(desk, words="blå") == ["Tone blå"]
    assert aliases(desk, words="ase")[0] == "Åse"
    assert aliases(desk, words="xyzzy") == []
    assert [row.same_alias for row in people_list(desk, words="to").rows] == [True, True]


def test_each_filter_leaves_its_own(house: House) -> None:
    milieu, clock = as_role(house, Role.MILIEU), clock_of(house)
    me = colleague(house, Role.MILIEU)
    resident = woman(house, "Lise", key_worker_id=me)
    visitor = woman(house, "Rita", deputy_id=me, key_worker_id=colleague(house, Role.NURSE))
    stranger = woman(house, "Mona")
    for guest_id in (resident, visitor, stranger):
        check_in(milieu.again(), guest_id=guest_id)
    inside = {row.guest_id: row.presence_id or 0 for row in people_list(milieu).rows}
    give_bed(milieu.again(), presence_id=inside[resident], bed_id=bed_id(house, "A1"))
    clock.advance(hours=1)
    check_out(milieu.again(), presence_id=inside[resident], without_notice=True)
    check_out(milieu.again(), presence_id=inside[visitor])
    assert aliases(milieu, only=PeopleFilter.INSIDE) == ["Mona"]
    assert aliases(milieu, only=PeopleFilter.WITH_PLACE) == ["Lise"]
    assert aliases(milieu, only=PeopleFilter.MINE) == ["Lise", "Rita"]
    assert aliases(milieu, only=PeopleFilter.NOT_SEEN) == []

    clock.advance(hours=25)
    assert aliases(milieu, only=PeopleFilter.NOT_SEEN) == ["Lise"]
    clock.advance(days=7)
    found = people_list(milieu, only=PeopleFilter.NOT_SEEN)
    assert [(row.person.alias, row.not_seen_days) for row in found.rows] == [
        ("Lise", 8),
        ("Rita", 8),
    ]
    write_entry(milieu.again(), kind=LogKind.OUTREACH, body="møtt ved elva", guest_ids=[resident])
    assert aliases(milieu, only=PeopleFilter.NOT_SEEN) == ["Rita"]
    assert found.counts[PeopleFilter.ALL] == 3


def test_a_decision_that_ends_soon_is_seen_by_who_reads_cards(house: House) -> None:
    soon, later = woman(house, "Berit"), woman(house, "Siv")
    today = local_date(clock_of(house).now())

    def decide(session: object) -> None:
        for guest_id, days in ((soon, 3), (later, 60)):
            session.add(  # type: ignore[attr-defined]  # a Session
                Vedtak(
                    guest_id=guest_id,
                    first_day=today - timedelta(days=30),
                    last_day=today + timedelta(days=days),
                )
            )

    house.store.write(decide)
    milieu = as_role(house, Role.MILIEU)
    assert aliases(milieu, only=PeopleFilter.VEDTAK) == ["Berit"]
    until = {row.person.alias: row.vedtak_until for row in people_list(milieu).rows}
    assert until == {"Berit": today + timedelta(days=3), "Siv": today + timedelta(days=60)}
    reception = people_list(as_role(house, Role.RECEPTION))
    assert {row.vedtak_until for row in reception.rows} == {None}
    assert reception.counts[PeopleFilter.VEDTAK] == 0


@pytest.mark.parametrize("role", READERS)
def test_a_shielded_woman_is_in_no_list_search_or_count(house: House, role: Role) -> None:
    lead = as_role(house, Role.SHIFT_LEAD)
    hidden, open_card = woman(house, "Ærfugl"), woman(house, "Lise")
    set_protection(lead.again(), guest_id=hidden, protection=Protection.STRICT)
    arrived = shielded_arrival(lead.again()).row_id
    assert arrived is not None
    link_shielded(lead.again(), presence_id=arrived, guest_id=hidden)
    on_crisis_place = woman(house, "Tone")
    check_in(lead.again(), guest_id=on_crisis_place, bed_id=bed_id(house, "K1"))
    reader = as_role(house, role)
    for only in PeopleFilter:
        for words in ("", "ærf", "tone"):
            found = people_list(reader, words=words, only=only)
            assert {row.guest_id for row in found.rows} <= {open_card}
            assert all(count <= 1 for count in found.counts.values())


def test_to_a_colleague_who_is_shut_out_she_does_not_exist(house: House) -> None:
    guest_id = woman(house, "Lise")
    milieu = as_role(house, Role.MILIEU)
    row = GuestExclusion(guest_id=guest_id, staff_id=colleague(house, Role.MILIEU))
    house.store.write(lambda session: session.add(row))
    assert people_list(milieu).counts[PeopleFilter.ALL] == 0
    assert aliases(milieu, words="lise") == []
    assert aliases(as_role(house, Role.RECEPTION), words="lise") == ["Lise"]


def test_opening_the_list_is_in_the_audit_once_a_log_in(house: House) -> None:
    nurse = as_role(house, Role.NURSE)
    for words in ("", "li", ""):
        people_list(nurse.again(), words=words)
    with house.store.read() as session:
        reads = session.scalar(
            select(func.count()).where(
                AuditEntry.screen == "people",
                AuditEntry.staff_id == nurse.actor.staff_id,
            )
        )
    assert reads == 1


def test_who_may_not_see_the_board_gets_no_list(house: House) -> None:
    with pytest.raises(NotAllowedError):
        people_list(as_role(house, Role.SYSTEM))
