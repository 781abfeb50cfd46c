class Deviation(Exception):
    """The sale did not go as a sale has to go."""


def expect(condition: object, what: str) -> None:
    """Raise `Deviation` unless `condition` holds."""
    if not condition:
        raise Deviation(what)
