"""A message for her, and the messages that wait."""

from collections.abc import Sequence
from functools import partial

from shelter_desk.marking import mark
from shelter_desk.services import messages
from shelter_desk.services.messages import MESSAGE_LIMIT, MessageRow
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.subjects import NoCardError
from shelter_desk.services.written import NoteTooLongError, NothingWrittenError
from shelter_desk.ui.care.restriction_forms import shown_name
from shelter_desk.ui.forms.cards import Deed, Row, Section
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.listing import Listing
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import LongText


class MessageForm(Form):
    """What she is to be told when she is next here."""

    saves = mark("Leave the message")
    rule = mark("She gets it when she is next here. Nothing about her health or her case in it.")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.who = self.add(
            "who",
            Who(desk, mark("Who"), required=True, known_only=True),
            UnknownGuestError,
            NoCardError,
        )
        self.text = self.add(
            "text",
            LongText(desk, mark("Message"), limit=MESSAGE_LIMIT, required=True),
            NothingWrittenError,
            NoteTooLongError,
        )

    def save(self) -> None:
        """Leave it."""
        self.run(
            messages.leave_message,
            self._desk.words.say("A message waits for {name}", name=self.who.shown_name),
            text=self.text.value,
            **self.who.subject,
        )


class MessagesSheet(Listing):
    """The messages that wait."""

    def ask(self) -> None:
        """Ask which wait."""
        self._desk.tasks.run(
            messages.messages, then=self.answered, failed=self.failed, latest="care.messages"
        )

    def sections(self, answer: Sequence[MessageRow]) -> Sequence[Section]:
        """One list, the oldest first."""
        empty = self._desk.words.say("No message waits.")
        return (Section("", tuple(self._row(one) for one in answer), empty),)

    def _row(self, one: MessageRow) -> Row:
        words = self._desk.words
        left = words.say(
            "From {name}, {at}",
            name=one.made_by,
            at=words.texts.moment_then(one.made_at, self._desk.clock.now()),
        )
        return Row(
            one.message_id,
            shown_name(self._desk, one.person),
            code=one.person.place or "",
            lines=(one.text, left),
            deeds=(
                Deed(words.say("Given to her"), partial(self._give, one)),
                Deed(words.say("Take away"), partial(self._drop, one)),
            ),
        )

    def _give(self, one: MessageRow) -> None:
        name = shown_name(self._desk, one.person)
        self.act(
            messages.give_message,
            self._desk.words.say("{name} has got the message", name=name),
            message_id=one.message_id,
        )

    def _drop(self, one: MessageRow) -> None:
        name = shown_name(self._desk, one.person)
        self.act(
            messages.drop_message,
            self._desk.words.say("The message for {name} is taken away", name=name),
            message_id=one.message_id,
        )
