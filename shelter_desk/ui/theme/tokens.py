"""Colours and status looks in three schemes.

Every pair was measured: text at least 4.5:1, marks at least 3:1, against the worst of window,
base, raised, selection and the role's own tint. A status is always colour, icon and word; the
shape tells bed states apart without colour.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Scheme(StrEnum):
    """Which of the three looks to use; ``SYSTEM`` follows the machine."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


class Status(StrEnum):
    """What a status colour stands for."""

    FREE = "free"
    TAKEN_INSIDE = "taken_inside"
    TAKEN_OUT = "taken_out"
    HELD = "held"
    CLEANING = "cleaning"
    ISOLATED = "isolated"
    OUT_OF_SERVICE = "out_of_service"
    EXTRA = "extra"
    WATCH = "watch"
    URGENT = "urgent"
    INFO = "info"
    OK = "ok"
    ERROR = "error"


class Shape(StrEnum):
    """How a status is drawn, so that it can be told without its colour."""

    LINE = "line"
    FILL = "fill"
    FILL_DASH = "fill_dash"
    DASH = "dash"
    FILL_DOTS = "fill_dots"
    DOUBLE = "double"
    STRIPES = "stripes"
    BAR = "bar"
    BAR_SOLID = "bar_solid"
    PLAIN = "plain"


@dataclass(frozen=True)
class Look:
    """One status role in one scheme: colours as ``#RRGGBB``, an mdi6 icon, a shape."""

    foreground: str
    tint: str
    icon: str
    shape: Shape


@dataclass(frozen=True)
class Tokens:
    """Everything that has a colour, in one scheme."""

    name: Scheme
    dark: bool
    high_contrast: bool
    window: str
    base: str
    raised: str
    hover: str
    selection: str
    selection_text: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    focus: str
    edge: str
    demo: str
    demo_text: str
    on_solid: str
    focus_width: int
    roles: Mapping[Status, Look]


_SHAPES: dict[Status, tuple[str, Shape]] = {
    Status.FREE: ("bed-empty", Shape.LINE),
    Status.TAKEN_INSIDE: ("bed", Shape.FILL),
    Status.TAKEN_OUT: ("walk", Shape.FILL_DASH),
    Status.HELD: ("clock-outline", Shape.DASH),
    Status.CLEANING: ("broom", Shape.FILL_DOTS),
    Status.ISOLATED: ("shield-home-outline", Shape.DOUBLE),
    Status.OUT_OF_SERVICE: ("wrench-outline", Shape.STRIPES),
    Status.EXTRA: ("sofa-outline", Shape.DASH),
    Status.WATCH: ("flag", Shape.BAR),
    Status.URGENT: ("alert-octagon", Shape.BAR_SOLID),
    Status.INFO: ("information-outline", Shape.BAR),
    Status.OK: ("check-circle-outline", Shape.PLAIN),
    Status.ERROR: ("close-circle-outline", Shape.BAR),
}


def _looks(colours: Mapping[Status, tuple[str, str]]) -> Mapping[Status, Look]:
    return MappingProxyType(
        {role: Look(*colours[role], *icon_and_shape) for role, icon_and_shape in _SHAPES.items()}
    )


LIGHT = Tokens(
    name=Scheme.LIGHT,
    dark=False,
    high_contrast=False,
    window="#F1F1ED",
    base="#FCFCFA",
    raised="#FFFFFF",
    hover="#F5F5F2",
    selection="#DDEBEC",
    selection_text="#1C2B31",
    line="#DCDDD7",
    text="#1C2B31",
    muted="#55646A",
    faint="#5F6C71",
    accent="#17606D",
    on_accent="#FFFFFF",
    focus="#0B7083",
    edge="#7D878A",
    demo="#E9C75A",
    demo_text="#1C2B31",
    on_solid="#FFFFFF",
    focus_width=2,
    roles=_looks(
        {
            Status.FREE: ("#017745", "#DEF3E5"),
            Status.TAKEN_INSIDE: ("#3C5462", "#E6EEF3"),
            Status.TAKEN_OUT: ("#284CA8", "#E6EDFC"),
            Status.HELD: ("#8A5F00", "#F8EDD6"),
            Status.CLEANING: ("#456E70", "#E0F1F1"),
            Status.ISOLATED: ("#8A3A8C", "#F6E7F6"),
            Status.OUT_OF_SERVICE: ("#494B4B", "#E9EAE8"),
            Status.EXTRA: ("#735628", "#F5ECDC"),
            Status.WATCH: ("#853700", "#FCE9DC"),
            Status.URGENT: ("#BC282E", "#FDE7E4"),
            Status.INFO: ("#1668B3", "#E1EFFC"),
            Status.OK: ("#0B452E", "#DEF1E6"),
            Status.ERROR: ("#7B002B", "#FBE7EA"),
        }
    ),
)

DARK = Tokens(
    name=Scheme.DARK,
    dark=True,
    high_contrast=False,
    window="#14191C",
    base="#1A2024",
    raised="#20272C",
    hover="#1F262B",
    selection="#1C353D",
    selection_text="#E4E9EA",
    line="#2E383E",
    text="#E4E9EA",
    muted="#A3B0B5",
    faint="#8B989E",
    accent="#6CBCCB",
    on_accent="#0C1E23",
    focus="#8FD6E3",
    edge="#6F7C83",
    demo="#E9C75A",
    demo_text="#1C2B31",
    on_solid="#14191C",
    focus_width=2,
    roles=_looks(
        {
            Status.FREE: ("#83CA90", "#213324"),
            Status.TAKEN_INSIDE: ("#96AAB8", "#262E33"),
            Status.TAKEN_OUT: ("#A4B6F7", "#282D40"),
            Status.HELD: ("#E5BD68", "#362C19"),
            Status.CLEANING: ("#6DD1DA", "#163336"),
            Status.ISOLATED: ("#D28CD5", "#372837"),
            Status.OUT_OF_SERVICE: ("#B1B4B1", "#2B2E2F"),
            Status.EXTRA: ("#C7A074", "#372B1E"),
            Status.WATCH: ("#EC9644", "#3B2A1B"),
            Status.URGENT: ("#FF6B5F", "#3E2724"),
            Status.INFO: ("#60A6F3", "#212F3F"),
            Status.OK: ("#9CE4C8", "#1E332B"),
            Status.ERROR: ("#DB8393", "#3D262A"),
        }
    ),
)

_BLACK = "#000000"

HIGH_CONTRAST = Tokens(
    name=Scheme.HIGH_CONTRAST,
    dark=True,
    high_contrast=True,
    window=_BLACK,
    base=_BLACK,
    raised=_BLACK,
    hover="#1A1A1A",
    selection="#FFFFFF",
    selection_text=_BLACK,
    line="#FFFFFF",
    text="#FFFFFF",
    muted="#FFFFFF",
    faint="#E6E6E6",
    accent="#7FE3F5",
    on_accent=_BLACK,
    focus="#FFE14D",
    edge="#FFFFFF",
    demo="#FFE14D",
    demo_text=_BLACK,
    on_solid=_BLACK,
    focus_width=3,
    roles=_looks(
        {
            Status.FREE: ("#6BE16C", _BLACK),
            Status.TAKEN_INSIDE: ("#EBF3F7", _BLACK),
            Status.TAKEN_OUT: ("#8B98DD", _BLACK),
            Status.HELD: ("#FFC93D", _BLACK),
            Status.CLEANING: ("#44E0E7", _BLACK),
            Status.ISOLATED: ("#F6A5FF", _BLACK),
            Status.OUT_OF_SERVICE: ("#A8A6A1", _BLACK),
            Status.EXTRA: ("#D2A680", _BLACK),
            Status.WATCH: ("#FD992D", _BLACK),
            Status.URGENT: ("#F87467", _BLACK),
            Status.INFO: ("#54A8FB", _BLACK),
            Status.OK: ("#A5FED7", _BLACK),
            Status.ERROR: ("#FFA3BE", _BLACK),
        }
    ),
)

TOKENS: Mapping[Scheme, Tokens] = MappingProxyType(
    {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK, Scheme.HIGH_CONTRAST: HIGH_CONTRAST}
)
