"""The product's texts and data, as files; this package only finds and reads them."""

from __future__ import annotations


def texts(folder: str, ending: str) -> list[tuple[str, str]]:
    """Give (file name, text) of every file of `folder` (such as "learn") with `ending`, sorted by name."""
    return [(name, text(name)) for name in names(folder, ending)]


def names(folder: str, ending: str) -> list[str]:
    """Give the file name of every file of `folder` with `ending`, sorted, without reading any."""
    from importlib import resources

    root = resources.files(__name__).joinpath(folder)
    return sorted(f"{folder}/{file.name}" for file in root.iterdir() if file.name.endswith(ending))


def text(name: str) -> str:
    """Give the text of one file, named by its path inside content; raises FileNotFoundError."""
    from importlib import resources

    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
