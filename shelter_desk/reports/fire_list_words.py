"""The words of the fire list, in its language (domain.md b18 and f)."""

from shelter_desk.clock import local_date
from shelter_desk.reports.fire_list_content import FireList
from shelter_desk.reports.handover_content import Anonymous, Named, Shielded, Who
from shelter_desk.reports.typeface import printable, shortened
from shelter_desk.texts import Texts


class Words:
    """What one list says, in its language."""

    def __init__(self, fire: FireList, language: str) -> None:
        self.fire = fire
        self.texts = Texts(language)
        self.say = self.texts.say
        self._unshown = self.say("see app")

    def clean(self, text: str) -> str:
        """Return what somebody wrote, ready to print."""
        return printable(text, self._unshown)

    def who(self, who: Who) -> str:
        """Return her alias, «anonym 3» or «skjermet»; a shielded woman is never named."""
        match who:
            case Named():
                return self.clean(who.alias) or self.say("no alias · see app")
            case Anonymous():
                return self.say("anonymous {number}", number=who.number)
            case Shielded():
                return self.say("shielded")

    def children(self, count: int) -> str:
        """Return «+ 2 barn», or nothing."""
        if not count:
            return ""
        return "+ " + self.texts.say_many("{count} child", "{count} children", count)

    def as_of(self) -> str:
        """Return «data per kl. 21:12»; of another day or a kept list «data fra lørdag …»."""
        at = self.fire.data_as_of
        printed = self.fire.printed_at or at
        if local_date(at) == local_date(printed) and not self.fire.kept:
            return f"{self.say('data as of')} {self.texts.time(at)}"
        return self.say("data from {moment}", moment=self.texts.moment(at))

    def looked_back(self) -> str:
        """Return that the list is of a moment of the past; nothing for one of now."""
        if not self.fire.looked_back:
            return ""
        return self.say(
            "Not a list of now: who was in the house {moment}. Made afterwards from what is kept;"
            " names and shielding are as they are now.",
            moment=self.texts.moment(self.fire.data_as_of),
        )

    def printed(self) -> str:
        """Return «skrevet ut 21:14 av KM»; without anybody logged in it says so."""
        fire = self.fire
        if fire.printed_at is None:
            return self.say("not printed yet")
        by = shortened(self.clean(fire.printed_by), 60)
        if by:
            return self.say("printed {at} by {initials}", at=fire.printed_at, initials=by)
        return self.say("printed {at} without logging in", at=fire.printed_at)

    def number(self) -> str:
        """Return «liste nr. 1043-7F3A»."""
        number = shortened(self.clean(self.fire.number), 120)
        return self.say("list no. {number}", number=number) if number else self.say("preview")

    def inside(self) -> str:
        """Return «14 kvinner · 3 ansatte · 1 barn»."""
        fire, texts = self.fire, self.texts
        parts = [
            texts.say_many("{count} woman", "{count} women", fire.women),
            texts.say_many("{count} child", "{count} children", fire.children),
            texts.say_many("{count} staff member", "{count} staff", len(fire.staff)),
        ]
        if fire.visitors is None:
            parts.append(self.say("visitors: not kept in the app"))
        else:
            parts.append(texts.say_many("{count} visitor", "{count} visitors", len(fire.visitors)))
        return " · ".join(parts)

    def help_places(self) -> list[str]:
        """Return where somebody needs help to get out: room and place, no names."""
        clean = self.clean
        found = [
            f"{clean(floor.name)}, {clean(room.name)} ({clean(person.place)})"
            for floor in self.fire.floors
            for room in floor.rooms
            for person in room.people
            if person.needs_help
        ]
        found += [
            self.say("without a place: {who}", who=self.who(person.who))
            for person in self.fire.without_place
            if person.needs_help
        ]
        return found
