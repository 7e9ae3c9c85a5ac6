"""The theme of the running program: which tokens hold, and everything made from them."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from shelter_desk.ui.theme import fonts, icons
from shelter_desk.ui.theme.sheet import style_sheet
from shelter_desk.ui.theme.style import DeskStyle
from shelter_desk.ui.theme.tokens import TOKENS, Look, Scheme, Status, Tokens

REGULAR, MEDIUM, SEMIBOLD = 400, 500, 600


class Theme(QObject):
    """Colours, type, icons. ``changed`` is announced when the scheme changes: repaint then.

    Make one after the ``QApplication``; it dresses the application. ``scheme`` other than
    ``SYSTEM`` forces a look.
    """

    changed = Signal()

    def __init__(self, app: QApplication, *, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        system = app.font()
        self._system_scale = self._scale = fonts.scale_of(system)
        self._family = fonts.reading_family(system)
        self._tokens = self._resolve()
        self._style = DeskStyle(self._tokens)
        app.setStyle(self._style)
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        access = getattr(hints, "accessibility", None)  # from Qt 6.10
        if access is not None:
            access().contrastPreferenceChanged.connect(self._on_system_changed)
        self._dress()

    def enlarge(self, percent: int) -> None:
        """Draw everything made from now on so much larger than the system asks for."""
        self._scale = self._system_scale * percent / 100
        self._dress()

    # -- which scheme ----------------------------------------------------------------------

    @property
    def tokens(self) -> Tokens:
        """The colours that hold now."""
        return self._tokens

    @property
    def scheme(self) -> Scheme:
        """What was chosen: a scheme, or ``SYSTEM``."""
        return self._scheme

    def choose(self, scheme: Scheme) -> None:
        """Use ``scheme`` from now on."""
        self._scheme = scheme
        self._on_system_changed()

    def _resolve(self) -> Tokens:
        if self._scheme is not Scheme.SYSTEM:
            return TOKENS[self._scheme]
        hints = self._app.styleHints()
        access = getattr(hints, "accessibility", None)
        if access is not None:
            preference = access().contrastPreference()
            if preference == Qt.ContrastPreference.HighContrast:
                return TOKENS[Scheme.HIGH_CONTRAST]
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        return TOKENS[Scheme.DARK if dark else Scheme.LIGHT]

    def _on_system_changed(self, *_ignored: object) -> None:
        tokens = self._resolve()
        if tokens is self._tokens:
            return
        self._tokens = tokens
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        self._style.tokens = self._tokens
        self._app.setPalette(self._palette())
        self._app.setFont(self.font())
        self._app.setStyleSheet(style_sheet(self._tokens))

    def _palette(self) -> QPalette:
        tokens, roles = self._tokens, QPalette.ColorRole
        palette = QPalette()
        for role, colour in {
            roles.Window: tokens.window,
            roles.Base: tokens.base,
            roles.AlternateBase: tokens.hover,
            roles.Button: tokens.raised,
            roles.Light: tokens.raised,
            roles.Midlight: tokens.hover,
            roles.Mid: tokens.line,
            roles.Dark: tokens.edge,
            roles.Shadow: tokens.edge,
            roles.WindowText: tokens.text,
            roles.Text: tokens.text,
            roles.ButtonText: tokens.text,
            roles.BrightText: tokens.text,
            roles.ToolTipBase: tokens.raised,
            roles.ToolTipText: tokens.text,
            roles.PlaceholderText: tokens.muted,
            roles.Highlight: tokens.selection,
            roles.HighlightedText: tokens.selection_text,
            roles.Accent: tokens.accent,
            roles.Link: tokens.accent,
            roles.LinkVisited: tokens.accent,
        }.items():
            palette.setColor(role, QColor(colour))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.faint))
        return palette

    # -- colours, type, lengths --------------------------------------------------------------

    def colour(self, token: str) -> QColor:
        """Return the colour of a token by its name, for example ``"muted"``."""
        return QColor(getattr(self._tokens, token))

    def look(self, role: Status) -> Look:
        """Return how a status looks in the present scheme."""
        return self._tokens.roles[role]

    def px(self, length: float) -> int:
        """Return a length of the drawings (logical pixels at 100 %) for the system's text size."""
        return round(length * self._scale)

    def font(self, size: float = 15, weight: int = REGULAR, *, tabular: bool = False) -> QFont:
        """Return the reading font at ``size`` of the drawings (base 15, never under 12)."""
        font = QFont(self._family)
        font.setPixelSize(self.px(max(12, size)))
        font.setWeight(QFont.Weight(weight))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """Return the mdi6 icon ``name`` in the colour of a token or ``#RRGGBB``; cached."""
        named = colour if colour.startswith("#") else str(getattr(self._tokens, colour))
        return icons.icon(name, named, self._tokens.faint)
