"""What each screen is for, in a few sentences, by the id of the action that opens it (F1)."""

from shelter_desk.marking import mark

HELP_TEXTS: dict[str, tuple[str, ...]] = {
    "board": (
        mark(
            "Who is in the house now. Write two letters of a name: the best match comes first, and "
            "Enter checks her in. Nobody is checked out by the clock."
        ),
        mark(
            "Choose a row to see what must be known of her, and what she has had today. "
            "Whatever you do can be taken back for ten minutes with Ctrl+Z."
        ),
        mark(
            "A shielded woman is never found by searching. Use «Shielded arrival» under the "
            "results: give her a place, and the shift lead does the rest."
        ),
    ),
    "bed_map": (
        mark(
            "Every place of the house, floor by floor. Go to a place with the arrow keys; Enter "
            "shows what can be done with it. A place is free only when nobody has it, it is not "
            "held, and it is cleaned."
        ),
        mark(
            "While you move somebody, each place says yes or no, and why. Where another woman has "
            "the place, the two can swap."
        ),
        mark(
            "«Fourteen nights» shows what lies on each place ahead: who is known to stay, what is "
            "held, what is out of service, and where a decision ends."
        ),
    ),
    "log": (
        mark(
            "What happened, shift by shift. Write what the next shift must know: no diagnosis, and "
            "nobody else's name. What is sent is never changed; «Correct» adds a line beside it."
        ),
        mark(
            "«Short for the report» is what stands on paper. A watch line needs an if/then or a "
            "next check, and goes out after 24 hours unless somebody renews it."
        ),
    ),
    "people": (
        mark(
            "Every woman the house knows and you may see. Write two letters to find her; Enter "
            "opens her card. That you open it is kept, and the manager can see it."
        ),
        mark(
            "Shielded women are not in the list. Opening one asks for a reason, and is kept."
        ),
    ),
    "reports": (
        mark(
            "Choose what and when at the left; what you see at the right is the very page that is "
            "printed. Each copy of the handover sheet has a number: tick it when it is shredded."
        ),
    ),
    "setup": (
        mark(
            "The house, its places, shifts and limits, and who works here. What you change counts "
            "at once, on every desk. Nothing that has a history is deleted; it is closed."
        ),
    ),
    "rounds": (
        mark(
            "Agreed checks by when they are due, and the round in progress. A check is seeing that "
            "she breathes normally. No answer: open the door, and call 113 if she does not."
        ),
        mark(
            "While a woman is out nothing is due. A tick on the round counts for her agreed "
            "checks too."
        ),
    ),
    "agree_checks": (
        mark(
            "Checks are agreed with her: how often, from when to when, and what is done. If she "
            "does not want them, say which colleague decided and why."
        ),
    ),
    "send_away": (
        mark(
            "Any care role may send a woman away till morning, at once. It needs what happened, "
            "what she was offered and where she went. It ends by itself at 06:00."
        ),
        mark("The rest becomes a task for the shift lead, due at 12:00."),
    ),
    "bar": (
        mark(
            "A bar needs every field: facts, rule, her own statement, a milder measure that was "
            "considered, an end, a review within 14 days, and that she knows how to complain."
        ),
        mark("Food at the door, equipment, naloxone and health help are always allowed."),
    ),
    "keep_apart": (
        mark(
            "Two women, or a woman and a room, that are kept apart. The map warns when a place is "
            "given, and it always has a day when somebody looks at it again."
        ),
    ),
}  # fmt: skip
