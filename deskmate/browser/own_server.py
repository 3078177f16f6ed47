"""Textual's server, with a page of our own that loads nothing from elsewhere, and a guard at its door."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler
from textual_serve.server import Server

from deskmate.browser.door import POLICY, is_ours

PAGE = Path(__file__).parent


class OwnServer(Server):
    """Runs `command` for each page that is opened."""

    def __init__(self, command: str, host: str, port: int) -> None:
        super().__init__(command, host=host, port=port, title="deskmate", templates_path=PAGE)

    async def make_app(self) -> web.Application:
        """Give what answers requests."""
        app = await self._make_app()
        app.middlewares.append(self._guard)
        app.on_response_prepare.append(_limit)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing yet: it does not listen at this moment."""

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_ours(request.headers.get("Host", ""), request.headers.get("Origin"), self.host):
            raise web.HTTPForbidden(text="deskmate answers its own page alone.")
        return await handler(request)


async def _limit(_: web.Request, response: web.StreamResponse) -> None:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
