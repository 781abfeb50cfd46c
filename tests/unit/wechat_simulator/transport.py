"""Calls the simulator's application without a socket, byte for byte."""

import httpx
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app


class SimulatorTransport(httpx.BaseTransport):
    """Hands httpx requests to the application; keeps what went over the wire."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.sent: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        raw = request.url.raw_path.decode("ascii")
        environ = EnvironBuilder(
            method=request.method,
            query_string=request.url.query.decode("ascii"),
            base_url="http://127.0.0.1/",
            headers=[
                (k, v) for k, v in request.headers.items() if k not in ("host", "content-length")
            ],
            data=request.read(),
        ).get_environ()
        # As a server does it: the path decoded, in WSGI's peculiar latin-1.
        environ["PATH_INFO"] = request.url.path.encode().decode("latin-1")
        environ["REQUEST_URI"] = raw
        body, status, headers = run_wsgi_app(self.app, environ)
        return httpx.Response(
            int(status.split()[0]), headers=list(headers), content=b"".join(body), request=request
        )
