"""The frame around every screen: top bar, rail, side panel, status line, message bar."""
