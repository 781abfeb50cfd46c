"""The Flask application: WeChat's two hosts and a person's page in one process."""

from flask import Flask, Response, request
from werkzeug.exceptions import Forbidden

from . import api_bills, api_mini, api_pay, api_shipping, api_sim, page
from .world import World

LOCAL_NAMES = {"127.0.0.1", "localhost"}


def create_app(world: World) -> Flask:
    app = Flask(__name__, static_url_path="/sim/static")
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["world"] = world
    app.config["MAX_CONTENT_LENGTH"] = 256 * 1024
    for module in (api_pay, api_bills, api_mini, api_shipping, api_sim, page):
        app.register_blueprint(module.blueprint)
    app.before_request(refuse_strangers)

    @app.get("/healthz")
    def healthz() -> Response:
        return Response("ok", content_type="text/plain")

    return app


def refuse_strangers() -> None:
    """Refuse what a web page from elsewhere could make a browser send here."""
    if request.host.partition(":")[0] not in LOCAL_NAMES:
        raise Forbidden("只接受本机地址 / only by a local name")
    origin = request.headers.get("Origin")
    if origin not in (None, request.host_url.rstrip("/")):
        raise Forbidden("只接受本页操作 / only from this page")
