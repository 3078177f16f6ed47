"""deskmate in a browser: a small server on this machine, and the page it gives."""
