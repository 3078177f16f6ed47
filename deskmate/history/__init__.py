"""The journal on disk (TinyDB), and what is read out of it."""
