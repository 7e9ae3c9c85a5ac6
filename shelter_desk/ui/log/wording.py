"""What the log says: kinds, people, lines and folds, in the reader's language and right."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from shelter_desk.clock import local_date
from shelter_desk.phrases import label, log_words
from shelter_desk.services.snapshots import LogLine, Person, ShiftSection, TaskPicture
from shelter_desk.terms import INCIDENT_KINDS, Level, LogKind
from shelter_desk.ui import naming
from shelter_desk.ui.curtain import CURTAINED
from shelter_desk.ui.theme import Status
from shelter_desk.ui.words import Words

LEVEL_STATUS = {
    Level.INFO: Status.INFO,
    Level.WATCH: Status.WATCH,
    Level.URGENT: Status.URGENT,
}
LEVEL_ICONS = {
    Level.INFO: "information-outline",
    Level.WATCH: "flag",
    Level.URGENT: "alert-octagon",
}

KIND_ICONS: dict[LogKind, str] = {
    LogKind.ARRIVAL: "login",
    LogKind.OUT_FOR_A_WHILE: "walk",
    LogKind.BACK: "keyboard-return",
    LogKind.CHECKED_OUT: "logout",
    LogKind.LEFT_WITHOUT_NOTICE: "logout",
    LogKind.BED_GIVEN: "bed",
    LogKind.BED_MOVED: "swap-horizontal",
    LogKind.BED_HELD: "bed-clock",
    LogKind.BED_RELEASED: "bed-empty",
    LogKind.EXPECTED: "clock-outline",
    LogKind.TURNED_AWAY: "door-closed",
    LogKind.OUT_OF_SERVICE: "wrench-outline",
    LogKind.BACK_IN_SERVICE: "bed-empty",
    LogKind.CLEANED: "broom",
    LogKind.TALK: "chat-outline",
    LogKind.MEAL: "silverware-fork-knife",
    LogKind.PACKED_LUNCH: "food-takeout-box-outline",
    LogKind.FOOD_BAG: "sack-outline",
    LogKind.SHOWER_CLOTHES: "shower-head",
    LogKind.REST: "sofa-outline",
    LogKind.ACTIVITY: "palette-outline",
    LogKind.ACCOMPANIED: "account-arrow-right-outline",
    LogKind.EQUIPMENT: "medical-bag",
    LogKind.NALOXONE: "spray",
    LogKind.EQUIPMENT_RETURNED: "tray-arrow-down",
    LogKind.WOUND_CARE: "bandage",
    LogKind.HEALTH_HELP: "heart-plus-outline",
    LogKind.DOCTOR_CALLED: "phone-plus-outline",
    LogKind.OAT_APPOINTMENT: "alarm",
    LogKind.HEALTH_CONCERN: "heart-pulse",
    LogKind.JOURNALLED: "notebook-check-outline",
    LogKind.SUPPORT_CONTACT: "phone-outline",
    LogKind.OUTREACH: "map-marker-outline",
    LogKind.INQUIRY_IN: "phone-incoming-outline",
    LogKind.DECISION: "file-document-outline",
    LogKind.CONCERN_REPORTED: "email-alert-outline",
    LogKind.DISCLOSED: "share-outline",
    LogKind.ASKED_FOR_HER: "account-question-outline",
    LogKind.CHECK: "eye-check-outline",
    LogKind.NOT_SEEN: "eye-off-outline",
    LogKind.KEEP_APART: "arrow-split-vertical",
    LogKind.FIRE_ALARM: "fire",
    LogKind.EVACUATION: "exit-run",
    LogKind.INFECTION: "shield-home-outline",
    LogKind.ORAL_WARNING: "comment-alert-outline",
    LogKind.SENT_AWAY: "door-closed",
    LogKind.BARRED: "door-closed-lock",
    LogKind.COMPLAINT: "message-alert-outline",
    LogKind.REVIEWED: "scale-balance",
    LogKind.NOTE: "note-edit-outline",
    LogKind.NEIGHBOUR: "home-group",
    LogKind.VISIT: "badge-account-horizontal-outline",
    LogKind.BUILDING: "wrench-outline",
    LogKind.KEY: "key-outline",
    LogKind.ALARM_TEST: "bell-ring-outline",
    LogKind.GOODS_IN: "package-variant",
    LogKind.UNDONE: "undo",
    LogKind.PRINTED: "printer-outline",
}


def kind_icon(kind: LogKind) -> str:
    """Return the icon of a kind; what has none of its own is an incident."""
    return KIND_ICONS.get(kind, "alert-octagon" if kind in INCIDENT_KINDS else "note-outline")


# -- people ----------------------------------------------------------------------------------


def name_of(words: Words, person: Person) -> str:
    """Return what she is called, as it may stand in a sentence."""
    return naming.embedded(naming.name_of(words, person))


def people_words(words: Words, people: Sequence[Person], *, curtained: bool = False) -> str:
    """Return the names of a line with a place code behind each: «Lise A2, Tone A1»."""
    if curtained:
        return ", ".join(person.place or CURTAINED for person in people)
    return ", ".join(naming.with_place(words, person) for person in people)


# -- lines -----------------------------------------------------------------------------------


def body_of(words: Words, line: LogLine) -> str:
    """Return what stands in a line: what was written, or the words of an automatic one."""
    if line.redacted:
        return words.say("The words were removed.")
    if line.body:
        return line.body
    return log_words(words.texts, line.kind, line.params, bed=line.bed_code or "")


def correction_note(words: Words, at: datetime, initials: str, reason: str) -> str:
    """Return «rettet 20:12 av AH: feil klokkeslett»."""
    if reason:
        return words.say(
            "corrected {at} by {who}: {why}", at=at, who=initials or "–", why=naming.plain(reason)
        )
    return words.say("corrected {at} by {who}", at=at, who=initials or "–")


def line_sentence(words: Words, line: LogLine, *, curtained: bool) -> str:
    """Return a line as one sentence for a screen reader."""
    who = people_words(words, line.who, curtained=curtained)
    if curtained:
        # What happened to somebody is nobody's business at the counter: time and place only.
        return ", ".join(part for part in (words.texts.time(line.happened_at), who) if part)
    head = [words.texts.time(line.happened_at), label(words.texts, line.kind)]
    if line.level is not Level.INFO:
        head.append(label(words.texts, line.level))
    if who:
        head.append(who)
    said = ", ".join(head)
    said = f"{said}: {body_of(words, line)}"
    for one in line.corrections:
        note = correction_note(words, one.written_at, one.initials, one.reason)
        text = words.say("The words were removed.") if one.redacted else one.body
        said = f"{said} {note[:1].upper()}{note[1:]}. {text}"
    if line.initials:
        said = f"{said} {words.say('Written by {who}.', who=line.initials)}"
    return said


def fold_words(words: Words, lines: Sequence[LogLine]) -> str:
    """Return «6 automatiske linjer 20:40–21:10»."""
    times = sorted(line.happened_at for line in lines)
    if words.texts.time(times[0]) == words.texts.time(times[-1]):
        return words.say_many(
            "{count} automatic line {at}", "{count} automatic lines {at}", len(lines), at=times[0]
        )
    return words.say_many(
        "{count} automatic line {first}–{last}",
        "{count} automatic lines {first}–{last}",
        len(lines),
        first=times[0],
        last=times[-1],
    )


def fold_counts(words: Words, lines: Iterable[LogLine]) -> str:
    """Return «3 kom, 1 gikk ut en tur»: what the folded lines say, counted."""
    many = words.say_many
    counted = Counter(_FOLDED.get(line.kind, "other") for line in lines)
    said = (
        ("came", many("{count} arrived", "{count} arrived", counted["came"])),
        (
            "out",
            many("{count} went out for a while", "{count} went out for a while", counted["out"]),
        ),
        ("back", many("{count} came back", "{count} came back", counted["back"])),
        ("left", many("{count} checked out", "{count} checked out", counted["left"])),
        ("bed", many("{count} got a place", "{count} got a place", counted["bed"])),
        ("moved", many("{count} moved", "{count} moved", counted["moved"])),
        ("given", many("{count} provision", "{count} provisions", counted["given"])),
        ("other", many("{count} other", "{count} others", counted["other"])),
    )
    return ", ".join(text for key, text in said if counted[key])


_FOLDED = {
    LogKind.ARRIVAL: "came",
    LogKind.OUT_FOR_A_WHILE: "out",
    LogKind.BACK: "back",
    LogKind.CHECKED_OUT: "left",
    LogKind.LEFT_WITHOUT_NOTICE: "left",
    LogKind.BED_GIVEN: "bed",
    LogKind.BED_MOVED: "moved",
    LogKind.MEAL: "given",
    LogKind.PACKED_LUNCH: "given",
    LogKind.FOOD_BAG: "given",
    LogKind.SHOWER_CLOTHES: "given",
    LogKind.EQUIPMENT: "given",
    LogKind.NALOXONE: "given",
}


# -- shifts and times --------------------------------------------------------------------------


def section_title(words: Words, section: ShiftSection) -> str:
    """Return «Kveld, lørdag 21.11.»."""
    day = local_date(section.starts_at)
    return words.say(
        "{shift}, {weekday} {day}",
        shift=label(words.texts, section.shift),
        weekday=words.texts.weekday(day),
        day=words.texts.short_date(day),
    )


def section_hours(words: Words, section: ShiftSection) -> str:
    """Return «14:45–22:15 · Kari, Siri»."""
    hours = f"{words.texts.time(section.starts_at)}–{words.texts.time(section.ends_at)}"
    return f"{hours} · {', '.join(section.on_duty)}" if section.on_duty else hours


def when_words(words: Words, moment: datetime, now: datetime) -> str:
    """Return «22:00», «i morgen 10:00» or «man 10:00» for a time to come."""
    away = (local_date(moment) - local_date(now)).days
    at = words.texts.time(moment)
    if away == 0:
        return at
    if away == 1:
        return words.say("tomorrow {at}", at=moment)
    return f"{words.texts.weekday(local_date(moment), width='abbreviated')} {at}"


def task_about(words: Words, task: TaskPicture) -> str:
    """Return whom a task is about: «Lise A2», or a place."""
    if task.person is not None:
        return people_words(words, (task.person,))
    return task.bed_code or ""
