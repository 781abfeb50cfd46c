"""What goes back for what, to the fen. Pure."""

from __future__ import annotations


def units_fen(
    *, paid_fen: int, quantity: int, returned_quantity: int, returned_fen: int, units: int
) -> int:
    """Return what goes back for `units` more of a line.

    Counted from the line's beginning: after it, as much has gone back as all
    returned units together are worth, so the order of parts does not matter, fen
    left over by a withdrawn part return with the next, and the last unit brings
    the sum to exactly what was paid.

    Raises:
        ValueError: more units than are left, or none.
    """
    after = returned_quantity + units
    if units < 1 or after > quantity:
        raise ValueError(f"{units} units of a line with {quantity - returned_quantity} left")
    return max(0, paid_fen * after // quantity - returned_fen)
