"""What is wrong with a content file."""

from __future__ import annotations


class PageError(ValueError):
    """A content file is wrong; the sentence names the file and the line or key."""
