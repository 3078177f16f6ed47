"""deskmate: a workday companion for the terminal."""

__version__ = "0.1.0"
