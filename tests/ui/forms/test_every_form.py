"""Every form of the desk: empty, over-long, not come yet, in both languages, named for all."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from shelter_desk.services.calling import House
from shelter_desk.terms import Role
from shelter_desk.ui.forms.catalogue import FORMS
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.sheet import Sheet
from shelter_desk.ui.forms.written import Day, LongText, Number, ShortText, When
from shelter_desk.ui.theme import Theme
from tests.ui.forms.bench import Bench, sit_at_bench

WITH_ACTION = [spec.id for spec in FORMS if spec.action is not None]


@pytest.fixture
def bench(house_on_file: House, theme: Theme) -> Iterator[Bench]:
    yield from sit_at_bench(house_on_file, Role.MANAGER, theme)


def opened(bench: Bench, form_id: str) -> Sheet | None:
    """Open a form about Lise; None where this role has no right to it."""
    bench.desk.forms.open(form_id, bench.about("Lise"))
    return bench.host.sheet


def unnamed(sheet: Sheet) -> list[QWidget]:
    found = []
    widget = sheet.focusWidget() or sheet
    for _ in range(80):
        interface = QAccessible.queryAccessibleInterface(widget)
        if widget is not sheet and not interface.text(QAccessible.Text.Name):
            found.append(widget)
        if not sheet.step():
            break
        widget = sheet.focusWidget() or sheet
    return found


def test_every_form_bears_an_empty_and_an_overlong_try(bench: Bench) -> None:
    seen, wrong = [], []
    for form_id in WITH_ACTION:
        sheet = opened(bench, form_id)
        if sheet is None:
            continue
        seen.append(form_id)
        wrong += [f"{form_id}: {widget} has no name" for widget in unnamed(sheet)]
        if isinstance(sheet, Form):
            wrong += [f"{form_id}: {fault}" for fault in empty(bench, sheet)]
            wrong += [f"{form_id}: {fault}" for fault in overlong(bench, sheet)]
        bench.desk.words.use("en")
        bench.desk.words.use("nb")
        bench.desk.forms.close()
    assert wrong == []
    assert len(seen) > 20


def empty(bench: Bench, sheet: Form) -> list[str]:
    """Try the form as it is opened; return what it does not say."""
    needed = [one for one in sheet.fields.values() if one.required and one.is_empty()]
    if not needed:
        return []
    sheet.confirm()
    if bench.host.sheet is not sheet:
        return ["took nothing at all"]
    silent = [one for one in needed if one.isVisibleTo(sheet) and not one.trouble.text()]
    return [f"does not say that «{one.label.text()}» is missing" for one in silent]


def overlong(bench: Bench, sheet: Form) -> list[str]:
    """Fill each field with what cannot be; return which ones took it or lost it."""
    faults = []
    for name, field in sheet.fields.items():
        written = _fill_wrongly(field)
        if written is None or not field.isVisibleTo(sheet) or bench.host.sheet is not sheet:
            continue
        sheet.confirm()
        if not field.problem() or bench.host.sheet is not sheet:
            faults.append(f"takes anything in {name}")
        elif field.half() != written:
            faults.append(f"lost the words in {name}")
    return faults


def _fill_wrongly(field: object) -> object:
    """Write something that cannot be; return it as it is kept, None for other fields."""
    if isinstance(field, ShortText):
        field.line.setText("x" * (field.limit + 1))
        return field.half()
    if isinstance(field, LongText):
        field.edit.setPlainText("x" * (field.limit + 1))
        return field.half()
    if isinstance(field, Number):
        field.line.setText("99999999")
        return field.half()
    if isinstance(field, When | Day):
        field.line.setText("40.13 25:70")
        return field.half()
    return None
