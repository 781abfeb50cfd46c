"""`/sim/faults…`: bad days to order, by hand and by chance."""

from flask import Blueprint, Response, jsonify, request

from .api_sim import json_given, the_world, unusable_value
from .known_faults import KNOWN
from .random_faults import BY_TURN, random_faults

blueprint = Blueprint("faults", __name__, url_prefix="/sim/faults")
blueprint.register_error_handler(TypeError, unusable_value)
blueprint.register_error_handler(ValueError, unusable_value)


@blueprint.get("")
def faults() -> Response:
    known = [{"name": fault.name, "title": fault.title} for fault in KNOWN.values()]
    return jsonify(known=known, armed=the_world().faults.armed())


@blueprint.post("")
def fault_arm() -> tuple[Response, int]:
    wanted = json_given()
    value = wanted.get("value")
    the_world().faults.arm(
        str(wanted.get("name", "")),
        times=int(wanted.get("times", 1)),
        operation=str(wanted.get("operation", "")),
        value=None if value is None else float(value),
        order=str(wanted.get("order", "")),
    )
    return jsonify(armed=the_world().faults.armed()), 201


@blueprint.delete("")
def faults_clear() -> Response:
    the_world().faults.clear()
    return jsonify(armed=[])


@blueprint.get("/random")
def random_mode() -> Response:
    """The random mode, and which faults of whatever origin met which order."""
    board = the_world().faults
    history = board.history(order=request.args.get("order", ""))
    return jsonify(random=board.random_settings(), history=history)


@blueprint.post("/random")
def random_on() -> tuple[Response, int]:
    wanted = json_given()
    names, most = wanted.get("names"), wanted.get("most")
    board = the_world().faults
    board.randomize(
        random_faults(
            seed=int(wanted.get("seed", "")),
            rate=float(wanted.get("rate", "")),
            names=None if names is None else [str(name) for name in names],
            most=None if most is None else int(most),
            by=str(wanted.get("by", BY_TURN)),
        )
    )
    return jsonify(random=board.random_settings()), 201


@blueprint.delete("/random")
def random_off() -> Response:
    the_world().faults.randomize(None)
    return jsonify(random=None)
