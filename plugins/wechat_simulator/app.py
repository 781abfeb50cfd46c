"""The Flask application: WeChat's two hosts and a person's page in one process."""

from contextlib import ExitStack

from flask import Flask, Response, g, jsonify, request
from werkzeug.exceptions import Forbidden

from . import (
    api_bills,
    api_clock,
    api_faults,
    api_ledger,
    api_mini,
    api_pay,
    api_shares,
    api_shipping,
    api_sim,
    counter,
    page,
    page_actions,
    web_login,
)
from .known_faults import KNOWN
from .random_faults import UnknownFault
from .world import World

MODULES = (
    *(api_pay, api_bills, api_shares, api_mini, api_shipping),
    *(api_sim, api_ledger, api_faults, api_clock, counter, web_login, page, page_actions),
)
FAULT_HEADER = "Wechat-Sim-Fault"
LOCAL_NAMES = {"127.0.0.1", "localhost"}


def create_app(world: World) -> Flask:
    app = Flask(__name__, static_url_path="/sim/static")
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["world"] = world
    app.config["MAX_CONTENT_LENGTH"] = 256 * 1024
    for module in MODULES:
        app.register_blueprint(module.blueprint)
    app.before_request(refuse_strangers)
    _take_faults_of_requests(app, world)

    @app.get("/healthz")
    def healthz() -> Response:
        return Response("ok", content_type="text/plain")

    return app


def _take_faults_of_requests(app: Flask, world: World) -> None:
    """Let a request bring its own faults: `Wechat-Sim-Fault: name[=seconds], …`."""

    @app.before_request
    def begin() -> None:
        g.faults = ExitStack()
        g.happened = g.faults.enter_context(
            world.faults.at_hand(request.headers.get(FAULT_HEADER, ""))
        )

    @app.after_request
    def tell(answer: Response) -> Response:
        if g.get("happened"):
            answer.headers[FAULT_HEADER] = ", ".join(g.happened)
        return answer

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        if "faults" in g:
            g.pop("faults").close()

    @app.errorhandler(UnknownFault)
    def unknown_fault(refused: UnknownFault) -> tuple[Response, int]:
        known = "、".join(KNOWN)
        message = f"没有故障 {refused}；可用的有 / known: {known}"
        return jsonify(code="UNKNOWN_FAULT", message=message), 400


def refuse_strangers() -> None:
    """Refuse what a web page from elsewhere could make a browser send here."""
    if request.host.partition(":")[0] not in LOCAL_NAMES:
        raise Forbidden("只接受本机地址 / only by a local name")
    origin = request.headers.get("Origin")
    if origin not in (None, request.host_url.rstrip("/")):
        raise Forbidden("只接受本页操作 / only from this page")
