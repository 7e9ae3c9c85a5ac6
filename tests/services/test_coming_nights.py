"""Fourteen nights ahead: what is known of each bed, and no more."""

from datetime import timedelta

from sqlalchemy.orm import Session

from shelter_desk.clock import night_of
from shelter_desk.models import Vedtak
from shelter_desk.services.arrivals import check_in
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.coming_nights import NIGHTS, coming_nights
from shelter_desk.services.holds import hold_bed
from shelter_desk.services.night_pictures import BedNights
from shelter_desk.services.outages import take_out_of_service
from shelter_desk.terms import BedState, OutageReason, Protection, Role
from tests.engines import as_role, bed_id, clock_of, woman


def bed(caller: Caller, code: str) -> BedNights:
    return next(one for one in coming_nights(caller.again()).beds if one.code == code)


def test_a_stay_is_known_for_tonight_and_with_a_decision_until_its_last_day(house: House) -> None:
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    berit = woman(house, "Berit")
    first = night_of(now)

    def decide(session: Session) -> None:
        session.add(Vedtak(guest_id=berit, first_day=first, last_day=first + timedelta(days=2)))

    house.store.write(decide)
    check_in(mina.again(), guest_id=berit, bed_id=bed_id(house, "H1"))
    check_in(mina.again(), guest_id=woman(house, "Tone"), bed_id=bed_id(house, "A1"))
    (stay,) = bed(mina, "H1").spans
    assert (stay.first, stay.last, stay.decision_ends) == (0, 2, first + timedelta(days=2))
    (stay,) = bed(mina, "A1").spans
    assert (stay.first, stay.last, stay.goes_on) == (0, 0, False)
    seen = coming_nights(mina.again())
    assert seen.nights[0] == first
    assert len(seen.nights) == NIGHTS
    assert seen.free[3] == seen.free[0] + 2


def test_a_hold_lies_over_its_nights_and_an_outage_without_an_end_goes_on(house: House) -> None:
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    rita = woman(house, "Rita")
    until = now + timedelta(days=3)
    hold_bed(mina.again(), guest_id=rita, bed_id=bed_id(house, "A6"), until_at=until)
    take_out_of_service(mina.again(), bed_id=bed_id(house, "F1"), reason=OutageReason.BEDBUGS)
    (held,) = bed(mina, "A6").spans
    assert held.person is not None
    assert (held.state, held.first, held.last, held.person.alias) == (
        BedState.HELD,
        0,
        3,
        "Rita",
    )
    (out,) = bed(mina, "F1").spans
    assert (out.state, out.last, out.goes_on) == (BedState.OUT_OF_SERVICE, NIGHTS - 1, True)


def test_a_shielded_woman_is_named_on_no_night(house: House) -> None:
    lead, now = as_role(house, Role.SHIFT_LEAD), clock_of(house).now()
    secret = woman(house, "Ragnfrid", protection=Protection.STRICT)
    hold_bed(lead, guest_id=secret, bed_id=bed_id(house, "K1"), until_at=now + timedelta(days=2))
    shown = repr(coming_nights(as_role(house, Role.RECEPTION)))
    assert "shielded" in shown
    assert "Ragnfrid" not in shown
