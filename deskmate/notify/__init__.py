"""Telling the user: desktop notification, terminal escape, bell."""
