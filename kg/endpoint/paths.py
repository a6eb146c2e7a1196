"""How paths become routes: what is left of a path whatever it is, and what stands at one beside the things."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from anyio import to_thread
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from kg.endpoint import headers
from kg.endpoint.negotiation import refuse
from kg.endpoint.problem import Problem, problem, response
from kg.errors import KgError, NotComparable, StoreError, UnknownName

__all__ = ["NOTHING", "plain", "refused"]

NOTHING = "Nothing stands here"


class _Rest(Convertor[str]):
    """Whatever follows in a path, also a line feed, at which Starlette's own would let the address fall through."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("rest", _Rest())


def plain(path: str, make: Callable[[Request], Response], said: Mapping[str, str] = headers.OPEN,
          **more: Any) -> Route:
    """Return a route whose answers are made in a thread; a refusal carries the headers `said`."""
    return Route(path, _Plain(make, said), **more)


class _Plain:
    """An ASGI application for one route; a method that it does not know is refused, and not left to other routes."""

    def __init__(self, make: Callable[[Request], Response], said: Mapping[str, str]) -> None:
        self._make, self._said = make, said

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await (await self._respond(Request(scope, receive)))(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers.PREFLIGHT)
        try:
            refuse(request)
            return await to_thread.run_sync(self._make, request)
        except (Problem, KgError) as error:
            return response(refused(error), request.headers.get("accept", ""), self._said)


def refused(error: Problem | KgError) -> Problem:
    """Return what an error means for an address."""
    match error:
        case Problem():
            return error
        case UnknownName(nearest=nearest) | NotComparable(instead=nearest):
            return Problem(404, NOTHING, str(error), nearest=list(nearest))
        case StoreError():
            return problem(error, "", is_address=True)
    return Problem(503, "This cannot be had now", str(error))
