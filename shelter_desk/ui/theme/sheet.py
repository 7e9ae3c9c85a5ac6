"""The small style sheet: fields, menus, tool tips, scroll bars. Colours come from the tokens."""

from string import Template

from shelter_desk.ui.theme.tokens import Tokens

_SHEET = Template("""
QToolTip { background: $raised; color: $text; border: 1px solid $edge; padding: 4px 6px; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateTimeEdit, QTimeEdit, QDateEdit, QSpinBox {
  background: $raised; color: $text; border: 1px solid $edge; border-radius: 6px;
  padding: 5px 9px; selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateTimeEdit:focus,
QTimeEdit:focus, QDateEdit:focus, QSpinBox:focus {
  border: ${focus_width}px solid $focus; padding: ${tight}px ${side}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled {
  color: $faint; background: $window; }
QLineEdit[bare="true"], QPlainTextEdit[bare="true"], QTextEdit[bare="true"] {
  background: transparent; border: 0; padding: 0; }
QMenu { background: $raised; color: $text; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 7px 24px 7px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $selection_text; }
QMenu::item:disabled { color: $faint; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea { border: 0; }
QHeaderView { background: $base; }
QHeaderView::section { background: $base; color: $muted; border: 0;
  border-bottom: 1px solid $line; padding: 4px 6px; }
QTableView, QListView, QTreeView { background: $base; color: $text; border: 0; outline: 0; }
""")


def style_sheet(tokens: Tokens) -> str:
    """Return the application's style sheet in these colours."""
    values = {name: value for name, value in vars(tokens).items() if isinstance(value, str | int)}
    return _SHEET.substitute(values, tight=6 - tokens.focus_width, side=10 - tokens.focus_width)
