"""Tests of passwords, rights and the audit chain."""
