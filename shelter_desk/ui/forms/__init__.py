'''Forms: sheets of fields laid over the middle of the screen, one at a time, opened by id.

**A form** declares its fields and a service. It lives in the folder of its subject::

    """Message for her."""                          # shelter_desk/ui/care/message_form.py

    from shelter_desk.services import messages      # may load SQLAlchemy: see «later» below
    from shelter_desk.services.messages import MESSAGE_LIMIT, HasOneError
    from shelter_desk.services.standing import UnknownGuestError

    class MessageForm(Form):
        rule = mark("She is told when she is next here.")     # one calm line; may be left out
        saves = mark("Leave the message")                     # «Save» unless said

        def build(self) -> None:
            self.who = self.add(
                "who", Who(self._desk, mark("Who"), required=True, known_only=True),
                UnknownGuestError,                            # refusals that put the keyboard here
            )
            self.text = self.add(
                "text", LongText(self._desk, mark("Message"), limit=MESSAGE_LIMIT, required=True),
                HasOneError,
            )
            self.until = self.add(
                "until", When(self._desk, mark("Until"), toward=Toward.FUTURE)
            )

        def save(self) -> None:                               # everything is readable and filled
            self.run(
                messages.leave_message,
                self._desk.words.say("A message waits for {name}", name=self.who.shown_name),
                text=self.text.value, until=self.until.value, **self.who.subject,
            )

``begin(about, **given)`` may be overridden to fill in what ``open`` was given (call ``super``:
it fills the field for the woman); ``check()`` says what does not fit together before the service
is asked; ``beside(a, b)`` puts fields in one row.

**It is registered** in one list, :mod:`shelter_desk.ui.forms.catalogue`, by a spec that loads
nothing heavy (each subject keeps its specs in a file of its own, for example
``ui/care/specs.py``)::

    MESSAGE = FormSpec(
        "message",
        mark("Message for her"),
        later("shelter_desk.ui.care.message_form", "MessageForm"),
        action=ActionSpec("message", mark("Message for her"), right=Right.BOARD),
    )

With ``action`` it stands in palette, menus and help, and its key answers; ids are equal. Without
one it is only opened by others, with what they give: ``desk.forms.open("lift", about, row_id=7)``.

**It is opened** with ``desk.forms.open("message", about=Chosen(guest_id=5, person=person))``;
its action opens it about ``desk.chosen.now``, which the screen that is shown keeps up with
``desk.chosen.set(Chosen(...))`` at each selection (None for nothing).

**Fields** (``shelter_desk.ui.forms``): ``whom.Who`` · ``written.ShortText, LongText, Number, When,
Day`` · ``picked.Choice, OneOf, Ticks, Tick, Asked, staff_field, bed_field, room_field`` with
``picked.each(Vocabulary)`` and ``picked.said((value, mark("word")), ...)`` for their options. Their
``value`` is what a service takes. A field that does not apply is hidden with ``setVisible(False)``:
it is then neither tried nor stopped at.

**A list** (what is in force, what is due) is a :class:`~shelter_desk.ui.forms.sheet.Sheet` with
``stays = True``: a form opened from it comes back to it. ``refresh()`` is called at each change.

What the kit sees to: labels, counters, «må fylles ut», keyboard order, Enter (on, or save on the
last field), Ctrl+Enter (save), Esc (close, keeping what is half typed for this form and woman),
curtain and lock (hidden, opened again as it was), saving once, undo and the status line, and that
a refusal keeps every word. Errors that no field was named for stand above the buttons.

**Drafts**: ``desk.forms.keeper`` (see :mod:`shelter_desk.ui.forms.keeper`): ``all()``,
``take_all()``, ``put_all()``, and ``written`` at each pause in typing.

**In tests** a screen without a window hears ``desk.forms.asked``; a form is made with
``FormHost(desk, widget)`` over any widget and ``desk.forms.open``.
'''
