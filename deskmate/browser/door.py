"""Who may speak to the server, and what its page may load."""

from __future__ import annotations

from urllib.parse import urlsplit

POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may load, told to the browser: what this server gives, and nothing else."""

NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
"""What this machine may be called in an address; another name that leads here is somebody's trick."""


def is_ours(host: str, origin: str | None, listens_on: str) -> bool:
    """Tell whether a request comes from our own page: by the names in its Host and Origin headers.

    Listening on one of this machine's own names, the Host must be one (against DNS rebinding); the Origin, where
    there is one, must be the very Host that was asked.
    """
    name = urlsplit(f"//{host}").hostname or ""
    if listens_on in NAMES and name not in NAMES:
        return False
    return origin is None or urlsplit(origin).netloc == host
