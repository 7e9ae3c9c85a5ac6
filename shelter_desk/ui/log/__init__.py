"""The daily log: composer, stream, what the shift watches and does, and the handover sheet."""
