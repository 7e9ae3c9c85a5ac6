"""What is in the air now: watch lines, tasks, a place held, a place out of service."""

from datetime import datetime, time, timedelta

from shelter_desk.clock import from_local, local_date, night_of
from shelter_desk.models import CheckPlan, Hold, HoldNight, Outage
from shelter_desk.services import arrivals, log, tasks, watch
from shelter_desk.services.calling import Actor
from shelter_desk.services.demo.days import Fortnight
from shelter_desk.services.demo.stage import Stage
from shelter_desk.terms import Level, LogKind, OutageReason

_HALF_HOUR = timedelta(minutes=30)


def set_tonight(stage: Stage, house: Fortnight, lead: Actor) -> None:
    """Write what the next shift must know, as the shift lead would have an hour ago."""
    at = house.now - timedelta(minutes=50)
    by_alias = {
        f"{woman.alias} {woman.second_word}".strip(): guest
        for woman, guest in zip(house.cast.women, house.guests, strict=True)
    }
    _on_stage(stage, house, lead)
    _out_of_service(stage, house)
    _held(stage, house, by_alias["Rita"])
    _watched(stage, house, lead, at, by_alias)
    _to_do(stage, house, lead, at, by_alias)
    _corrected(stage, house, lead, at, by_alias["Ingrid"])


def _on_stage(stage: Stage, house: Fortnight, lead: Actor) -> None:
    """Let those be here that tonight's lines are about, and one who is expected be away."""
    names = [f"{woman.alias} {woman.second_word}".strip() for woman in house.cast.women]
    for alias, place, minutes in (("Lise", "A2", 140), ("Tone", "A1", 95), ("Eva blå", "", 60)):
        at = house.now - timedelta(minutes=minutes)
        house.bring_in(stage, at, names.index(alias), place)
    for alias in ("Rita", "Grete"):
        house.send_off(stage, house.now - timedelta(hours=3), names.index(alias))
    siv = names.index("Siv")
    house.bring_in(stage, house.now - timedelta(hours=4), siv)
    went = house.now - timedelta(hours=2)
    stage.play(
        went,
        lead,
        arrivals.go_out,
        presence_id=house.inside.get(siv, 0),
        expected_back=went + timedelta(minutes=78),
    )


def _next_round(house: Fortnight) -> datetime:
    """Return the next full hour."""
    return house.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _out_of_service(stage: Stage, house: Fortnight) -> None:
    today = local_date(house.now)
    stage.session.add(
        Outage(
            bed_id=house.bed_ids["F1"],
            reason=OutageReason.BEDBUGS,
            note="Skadedyrfirma kommer",
            starts_at=house.now - timedelta(days=2),
            expected_until=from_local(today + timedelta(days=2), time(9)),
        )
    )


def _held(stage: Stage, house: Fortnight, rita: int) -> None:
    """Hold A6 for her till late, unless the night is over when the demo begins."""
    night = night_of(house.now)
    until = from_local(night, time(23, 30))
    if until <= house.now:
        until = from_local(night + timedelta(days=1), time(6))
    if until <= house.now:
        return
    hold = Hold(guest_id=rita, bed_id=house.bed_ids["A6"], made_at=house.now - _HALF_HOUR * 3,
                until_at=until)  # fmt: skip
    stage.session.add(hold)
    stage.session.flush()
    stage.session.add(HoldNight(hold_id=hold.id, night=night, bed_id=hold.bed_id, active=True))


def _watched(
    stage: Stage, house: Fortnight, lead: Actor, at: datetime, women: dict[str, int]
) -> None:
    stage.play(
        at,
        lead,
        watch.add_watch,
        level=Level.URGENT,
        what="Tett tilsyn i natt.",
        if_then="Svarer hun ikke: åpne døra, ring 113.",
        next_check_at=house.now + timedelta(minutes=10),
        guest_id=women["Lise"],
    )
    stage.play(
        at,
        lead,
        watch.add_watch,
        level=Level.WATCH,
        what="Mann på døra i kveld.",
        if_then="Kommer han igjen: ikke åpne, ring 112.",
        guest_id=women["Marie"],
        bed_id=house.bed_ids["K1"],
    )
    stage.play(
        at,
        lead,
        watch.add_watch,
        level=Level.WATCH,
        what="Urolig når det er folk i gangen.",
        if_then="Ved uro: to ansatte går sammen.",
        guest_id=women["Tone"],
    )
    stage.session.add(
        CheckPlan(
            guest_id=women["Lise"],
            interval_minutes=15,
            starts_at=house.now - timedelta(minutes=5),
            ends_at=house.now + timedelta(hours=2),
            agreed="banke på og få svar",
            consent=True,
        )
    )


def _to_do(
    stage: Stage, house: Fortnight, lead: Actor, at: datetime, women: dict[str, int]
) -> None:
    coming = _next_round(house)
    for text, due, who in (
        ("Ring henne hvis hun ikke er tilbake", at + timedelta(minutes=20), "Siv"),
        ("Tilsyn før ro", coming, None),
        ("Sjekk at utgangsdøra er låst", coming + timedelta(hours=1), None),
        ("Vekkes, følge til lege", coming + timedelta(hours=8), "Ingrid"),
    ):
        guest = women[who] if who else None
        stage.play(at, lead, tasks.add_task, text=text, due_at=due, guest_id=guest)


def _corrected(stage: Stage, house: Fortnight, lead: Actor, at: datetime, ingrid: int) -> None:
    done = stage.play(
        at,
        lead,
        log.write_entry,
        kind=LogKind.ACCOMPANIED,
        body="Vekkes 07:00, følge til lege 08:15.",
        guest_ids=[ingrid],
    )
    if done is not None and done.entry_id is not None:
        stage.play(
            at + timedelta(minutes=7),
            lead,
            log.correct_entry,
            entry_id=done.entry_id,
            body="Vekkes 06:00, følge til lege 07:15.",
            reason="feil klokkeslett",
        )
    stage.play(
        house.now - _HALF_HOUR,
        lead,
        log.write_entry,
        kind=LogKind.ASKED_FOR_HER,
        body="Mann på døra. Svarte at vi verken kan bekrefte eller avkrefte. Gikk av seg selv.",
        short="Verken bekreftet eller avkreftet.",
        level=Level.WATCH,
        bed_id=house.bed_ids["K1"],
    )
