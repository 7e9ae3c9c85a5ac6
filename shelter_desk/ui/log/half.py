"""What somebody has half written in the log, as the composer holds it and as plain values."""

from dataclasses import asdict, dataclass
from typing import Any

from shelter_desk.services.snapshots import Person
from shelter_desk.terms import Level, LogKind, PresenceKind, Visibility
from shelter_desk.ui.widgets.who_field import Whom


@dataclass(frozen=True)
class Half:
    """What the composer holds."""

    kind: object = LogKind.NOTE
    people: tuple[Whom, ...] = ()
    when: str = ""
    level: object = Level.INFO
    visibility: object = Visibility.ALL
    text: str = ""
    cursor: int = 0
    short: str = ""
    follow_open: bool = False
    follow_text: str = ""
    follow_due: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was typed or chosen that would be missed."""
        words = (self.when, self.text, self.short, self.follow_text, self.follow_due)
        return not self.people and not any(word.strip() for word in words)


def to_plain(half: Half) -> dict[str, Any]:
    """Return what is half written as plain values, fit for JSON."""
    return {
        **asdict(half),
        "kind": str(half.kind),
        "level": str(half.level),
        "visibility": str(half.visibility),
        "people": people_to_plain(half.people),
    }


def from_plain(plain: dict[str, Any]) -> Half:
    """Return what :func:`to_plain` was given; raises ``TypeError`` or ``ValueError``."""
    return Half(
        **{
            **plain,
            "kind": LogKind(plain["kind"]),
            "level": Level(plain["level"]),
            "visibility": Visibility(plain["visibility"]),
            "people": people_from_plain(plain["people"]),
        }
    )


def people_to_plain(people: tuple[Whom, ...]) -> list[dict[str, Any]]:
    """Return whom something is about as plain values."""
    return [
        {**asdict(who), "person": {**asdict(who.person), "kind": str(who.person.kind)}}
        for who in people
    ]


def people_from_plain(plain: list[dict[str, Any]]) -> tuple[Whom, ...]:
    """Return what :func:`people_to_plain` was given."""
    return tuple(
        Whom(
            **{
                **one,
                "person": Person(**{**one["person"], "kind": PresenceKind(one["person"]["kind"])}),
            }
        )
        for one in plain
    )
