"""Opens the handover sheet over any screen; Qt's PDF and print parts are loaded only then."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shelter_desk.ui.desk import Desk

if TYPE_CHECKING:
    from shelter_desk.ui.log.calls import HandoverCalls
    from shelter_desk.ui.log.handover_panel import HandoverPanel


def open_handover(
    desk: Desk, over: QWidget, *, calls: "HandoverCalls | None" = None
) -> "HandoverPanel":
    """Show the coming sheet over the widget ``over``; the one that is open is shown again."""
    # Not needed before the first paint.
    from shelter_desk.ui.log.calls import handover_calls  # noqa: PLC0415 - see above
    from shelter_desk.ui.log.handover_panel import HandoverPanel  # noqa: PLC0415 - see above

    home = over.parentWidget() or over
    panel = home.findChild(HandoverPanel)
    if panel is None:
        panel = HandoverPanel(desk, over, calls or handover_calls())
    panel.open()
    return panel
