"""Fields of house settings: each is loaded from the settings and saves itself there."""

from typing import Any

from shelter_desk.services.calling import Caller, Done
from shelter_desk.services.house_settings import change_setting, house_settings
from shelter_desk.settings import AnySetting, Setting, Values
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.forms.written import LongText, Number, ShortText
from shelter_desk.ui.setup.fields import ClockTime
from shelter_desk.ui.setup.kept import Kept
from shelter_desk.ui.setup.section import Section


def save_setting(caller: Caller, *, name: str, value: Any) -> Done:  # noqa: ANN401 - a plain value
    """Save a house setting; the name in the form a field calls it."""
    return change_setting(caller, name=name, value=value)


class SettingsSection(Section):
    """A section whose fields are house settings."""

    def __init__(self, *given: Any) -> None:  # noqa: ANN401 - as Section
        self._settings: list[tuple[Kept, AnySetting]] = []
        super().__init__(*given)

    def setting(self, field: Field, setting: AnySetting) -> Kept:
        """Add a field for a house setting."""
        kept = self.keep(Kept(self.desk, field, save_setting, name=setting.name))
        self._settings.append((kept, setting))
        return kept

    def short(self, setting: Setting[str], label: str, *, help_line: str = "") -> Kept:
        """Add a line of text."""
        limit = setting.most or 0
        return self.setting(ShortText(self.desk, label, limit=limit, help_line=help_line), setting)

    def long(self, setting: Setting[str], label: str, *, help_line: str = "") -> Kept:
        """Add running text."""
        limit = setting.most or 0
        return self.setting(LongText(self.desk, label, limit=limit, help_line=help_line), setting)

    def number(self, setting: Setting[int], label: str, *, help_line: str = "") -> Kept:
        """Add a whole number."""
        least, most = setting.least or 0, setting.most or 0
        field = Number(self.desk, label, least=least, most=most, required=True, help_line=help_line)
        return self.setting(field, setting)

    def time(self, setting: AnySetting, label: str, *, help_line: str = "") -> Kept:
        """Add a time of day."""
        return self.setting(ClockTime(self.desk, label, help_line=help_line), setting)

    def refresh(self) -> None:
        """Ask what is saved."""
        self.desk.tasks.run(house_settings, then=self.show_settings, latest=f"{id(self)}")

    def show_settings(self, values: Values) -> None:
        """Show what is saved."""
        for kept, setting in self._settings:
            kept.load(plain_of(setting, values))


def plain_of(setting: Setting[Any], values: Values) -> object:
    """Return a setting as its field shows it."""
    return setting.plain(values.get(setting))
