"""`/sim/clock`: the books' clock, read and moved."""

from flask import Blueprint, Response, jsonify

from . import clock
from .api_sim import json_given, the_world, unusable_value
from .world import rfc3339

blueprint = Blueprint("clock", __name__, url_prefix="/sim/clock")
blueprint.register_error_handler(TypeError, unusable_value)
blueprint.register_error_handler(ValueError, unusable_value)


@blueprint.get("")
def read() -> Response:
    world = the_world()
    return jsonify(
        haste=world.haste, ahead_seconds=world.ahead, book_time=rfc3339(world.book_now())
    )


@blueprint.post("")
def move() -> Response:
    wanted = json_given()
    given = [wanted.get(name) for name in ("haste", "advance_seconds", "begin_seconds_ago")]
    if given == [None, None, None]:
        raise ValueError("haste, advance_seconds, begin_seconds_ago")
    # All are read before any is acted upon.
    haste, seconds, ago = (None if text is None else float(text) for text in given)
    clock.check(haste=haste, seconds=seconds)
    if ago is not None:
        clock.begin(the_world(), ago)
    if haste is not None:
        clock.set_haste(the_world(), haste)
    if seconds is not None:
        clock.advance(the_world(), seconds)
    return read()
