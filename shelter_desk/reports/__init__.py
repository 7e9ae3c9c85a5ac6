"""What is printed: a frozen dataclass in, bytes out.

No database, no Qt, no markup from data. The content modules (``*_content``) are cheap to import;
those that draw bring reportlab with them and are imported when a sheet is asked for.
"""
