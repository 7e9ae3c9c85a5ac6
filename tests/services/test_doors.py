"""At the door: who got no place, who asked for her, and who must not meet."""

from datetime import date, timedelta

import pytest

from shelter_desk.models import GuestExclusion
from shelter_desk.phrases import log_words, neutral_answer
from shelter_desk.services.arrivals import check_in
from shelter_desk.services.bed_answers import answers
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.handover import coming_sheet
from shelter_desk.services.inquiries import asked_for_her
from shelter_desk.services.keep_apart import (
    ApartAlreadyError,
    ApartOverError,
    ReviewPastError,
    SameWomanError,
    WhomApartError,
    change_review,
    end_keep_apart,
    keep_apart,
    kept_apart,
)
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.snapshots import LogLine, Verdict, VerdictReason
from shelter_desk.services.turn_aways import (
    CountedTonightError,
    NoSuchTurnAwayError,
    change_turn_away,
    turn_away,
    turned_away,
)
from shelter_desk.services.undo import undo_last
from shelter_desk.terms import (
    BedElsewhere,
    KeepApartLevel,
    Level,
    LogKind,
    Protection,
    Role,
    TurnAwayReason,
)
from shelter_desk.texts import Texts
from tests.engines import as_role, bed_id, clock_of, woman

TODAY = date(2026, 11, 20)


def lines(caller: Caller, kind: LogKind) -> list[LogLine]:
    page = log_page(caller.again(), kinds=[kind])
    return [line for section in page.sections for line in section.lines]


def test_a_woman_is_turned_away_once_a_night_and_nobody_each_time(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    lise = woman(house, "Lise")
    for _ in range(3):
        turn_away(mina.again(), reason=TurnAwayReason.FULL)
    first = turn_away(
        mina.again(), reason=TurnAwayReason.FULL, guest_id=lise, referred_to="Natthjemmet"
    )
    clock.advance(hours=5)
    with pytest.raises(CountedTonightError):
        turn_away(mina.again(), reason=TurnAwayReason.UNREST, guest_id=lise)
    assert first.row_id is not None
    change_turn_away(mina.again(), turn_away_id=first.row_id, bed_elsewhere=BedElsewhere.YES)
    tonight = turned_away(mina.again())
    assert [row.person is None for row in tonight] == [True, True, True, False]
    assert (tonight[3].bed_elsewhere, tonight[3].referred_to) == (BedElsewhere.YES, "Natthjemmet")
    clock.advance(hours=12)
    turn_away(mina.again(), reason=TurnAwayReason.FULL, guest_id=lise)
    assert len(turned_away(mina.again())) == 1
    assert len(turned_away(mina.again(), night=TODAY)) == 4
    undo_last(mina.again())
    assert turned_away(mina.again()) == ()
    with pytest.raises(NoSuchTurnAwayError):
        change_turn_away(mina.again(), turn_away_id=9999, bed_elsewhere=BedElsewhere.NO)


def test_a_shielded_woman_who_got_no_place_is_not_named(house_on_file: House) -> None:
    house = house_on_file
    mina = as_role(house, Role.MILIEU)
    hidden = woman(house, "Vera", protection=Protection.STRICT)
    turn_away(mina.again(), reason=TurnAwayReason.FULL, guest_id=hidden)
    (row,) = turned_away(mina.again())
    assert row.person is not None
    assert row.person.alias == ""


@pytest.mark.parametrize("language", ["nb", "en"])
def test_whoever_asks_gets_the_one_answer_and_the_log_says_so(
    house_on_file: House, language: str
) -> None:
    house = house_on_file
    ragna, texts = as_role(house, Role.RECEPTION), Texts(language)
    asked_for_her(ragna.again())
    asked_for_her(ragna.again(), guest_id=woman(house, "Lise"), note="Mann på døra", short="Mann")
    second, first = lines(ragna, LogKind.ASKED_FOR_HER)
    assert first.level is Level.WATCH
    assert (first.who, first.automatic) == ((), True)
    assert (second.who[0].alias, second.body, second.short) == ("Lise", "Mann på døra", "Mann")
    words = log_words(texts, first.kind, first.params)
    assert words.endswith(("neither confirmed nor denied", "verken bekreftet eller avkreftet"))
    assert neutral_answer(texts).startswith(("We can neither", "Vi kan verken"))
    shown = [
        row.text
        for row in coming_sheet(as_role(house, Role.SHIFT_LEAD), language=language).incidents
    ]
    assert words[:40] in " ".join(shown)
    assert any("Mann" in text for text in shown)


def test_two_women_are_kept_apart_whichever_is_asked(house: House) -> None:
    vigdis, mina = as_role(house, Role.SHIFT_LEAD), as_role(house, Role.MILIEU)
    lise, tone = woman(house, "Lise"), woman(house, "Tone")
    with pytest.raises(NotAllowedError):
        keep_apart(
            mina.again(), guest_id=lise, other_guest_id=tone, level=KeepApartLevel.THREAT,
            review_on=TODAY,
        )  # fmt: skip
    done = keep_apart(
        vigdis.again(), guest_id=tone, other_guest_id=lise, level=KeepApartLevel.THREAT,
        review_on=TODAY,
    )  # fmt: skip
    with pytest.raises(ApartAlreadyError):
        keep_apart(
            vigdis.again(), guest_id=lise, other_guest_id=tone, level=KeepApartLevel.UNREST,
            review_on=TODAY,
        )  # fmt: skip
    for one in (lise, tone):
        (picture,) = kept_apart(mina.again(), guest_id=one)
        assert picture.review_due
    check_in(mina.again(), guest_id=lise, bed_id=bed_id(house, "A5"))
    told = {answer.bed_id: answer for answer in answers(mina.again(), guest_id=tone)}
    assert told[bed_id(house, "A6")].verdict is Verdict.NO
    assert told[bed_id(house, "A6")].reasons == (VerdictReason.SAME_ROOM,)
    assert done.row_id is not None
    clock_of(house).advance(minutes=1)
    change_review(vigdis.again(), keep_apart_id=done.row_id, review_on=TODAY + timedelta(days=9))
    end_keep_apart(vigdis.again(), keep_apart_id=done.row_id)
    with pytest.raises(ApartOverError):
        end_keep_apart(vigdis.again(), keep_apart_id=done.row_id)
    told = {answer.bed_id: answer for answer in answers(mina.again(), guest_id=tone)}
    assert told[bed_id(house, "A6")].verdict is not Verdict.NO
    ended, begun = lines(mina, LogKind.KEEP_APART)
    assert {person.alias for person in begun.who} == {"Lise", "Tone"}
    assert log_words(Texts("nb"), begun.kind, begun.params) == "Holdes fra hverandre: trussel"
    assert log_words(Texts("nb"), ended.kind, ended.params) == "Holdes ikke lenger fra hverandre"


def test_keeping_apart_needs_one_other_and_a_day_to_look_again(house_on_file: House) -> None:
    house = house_on_file
    vigdis, lise, tone = as_role(house, Role.SHIFT_LEAD), woman(house, "Lise"), woman(house, "Tone")

    def apart(**values: object) -> None:
        given: dict[str, object] = {
            "guest_id": lise, "level": KeepApartLevel.UNREST, "review_on": TODAY, **values,
        }  # fmt: skip
        keep_apart(vigdis.again(), **given)  # type: ignore[arg-type]  # each value is tried wrong

    for values, error in (
        ({}, WhomApartError),
        ({"other_guest_id": tone, "room_id": 1}, WhomApartError),
        ({"room_id": 9999}, WhomApartError),
        ({"other_guest_id": lise}, SameWomanError),
        ({"other_guest_id": tone, "review_on": TODAY - timedelta(days=1)}, ReviewPastError),
    ):
        with pytest.raises(error):
            apart(**values)
    apart(room_id=1)
    with pytest.raises(ApartAlreadyError):
        apart(room_id=1)
    (picture,) = kept_apart(vigdis.again())
    assert (picture.other, picture.room is not None) == (None, True)
    house.store.write(
        lambda session: session.add(GuestExclusion(guest_id=lise, staff_id=vigdis.actor.staff_id))
    )
    assert kept_apart(vigdis.again()) == ()
