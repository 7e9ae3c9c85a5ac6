"""Paper on the screen and on its way to a printer: a PDF from memory, never a file of ours."""
