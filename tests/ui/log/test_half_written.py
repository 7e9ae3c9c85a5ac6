"""What is half written is hers: given back to her alone, as she left it."""

import json

from shelter_desk.terms import LogKind
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log.screen import LogScreen
from tests.ui.log.evening import Evening

HALF = "rolig samtale om i morgen"


def test_a_draft_waits_for_who_wrote_it_and_comes_back_whole(
    screen: LogScreen, evening: Evening
) -> None:
    half, me = screen.half_written, evening.again().actor.staff_id
    assert me is not None
    somebody_else = me + 1
    half.know_me(me)
    assert half.now(me) == {}
    assert half.now(somebody_else) is None
    screen.composer.text.edit.setPlainText(HALF)
    screen.composer.short.line.setText("samtale")
    screen.panel.begin_task()
    screen.panel.task_form.text.line.setText("ringe legen")
    kept = json.loads(json.dumps(half.now(me)))

    screen.composer.clear()
    screen.panel.task_form.clear()
    half.put(somebody_else, kept)
    assert screen.composer.half().empty
    half.know_me(somebody_else)
    assert screen.composer.text.edit.toPlainText() == HALF
    assert screen.composer.short.line.text() == "samtale"
    assert screen.panel.task_form.text.line.text() == "ringe legen"
    assert half.now(somebody_else) == kept
    # What another version of the program kept is left alone.
    screen.composer.clear()
    half.put(somebody_else, {"line": {"colour": "red"}, "beside": []})
    assert screen.composer.half().empty


def test_a_correction_under_way_outlives_the_curtain(screen: LogScreen, log_desk: Desk) -> None:
    lines = [one for part in screen.stream.stream.page.sections for one in part.lines]
    screen.begin_correction(next(one for one in lines if one.kind is LogKind.TALK))
    screen.correct.text.edit.setPlainText(HALF)
    screen.correct.reason.line.setText("feil klokkeslett")
    log_desk.curtain.lower()
    assert screen.correct.text.edit.toPlainText() == ""
    log_desk.curtain.lift()
    assert screen.correct.half()[::2] == (HALF, "feil klokkeslett")
