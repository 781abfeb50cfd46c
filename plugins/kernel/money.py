"""Money between the shop (Decimal yuan) and payment providers (integer fen)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

FEN_PER_YUAN = 100


def to_fen(yuan: Decimal) -> int:
    """Return `yuan` as whole fen.

    Raises:
        TypeError: `yuan` is not a Decimal; floats have already lost fen.
        ValueError: `yuan` has fractions of a fen.
    """
    if not isinstance(yuan, Decimal):
        raise TypeError(f"money must be Decimal, not {type(yuan).__name__}")
    fen = yuan * FEN_PER_YUAN
    if fen != fen.to_integral_value():
        raise ValueError(f"{yuan} has fractions of a fen")
    return int(fen)


def from_fen(fen: int) -> Decimal:
    """Return whole fen as yuan with two decimals."""
    if isinstance(fen, bool) or not isinstance(fen, int):
        raise TypeError(f"fen must be int, not {type(fen).__name__}")
    return (Decimal(fen) / FEN_PER_YUAN).quantize(Decimal("0.01"))


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` fen by `weights` so that the parts sum to it exactly.

    Largest remainder: each part gets its floor, and the fen left over go to the
    largest remainders, ties to the earlier part. Weights of zero only: the first
    part takes all.

    Raises:
        ValueError: a negative total or weight, or no weights.
    """
    if total < 0 or not weights or min(weights) < 0:
        raise ValueError("total and weights must not be negative, and weights not empty")
    whole = sum(weights)
    if whole == 0:
        return [total] + [0] * (len(weights) - 1)
    parts = [total * weight // whole for weight in weights]
    left = total - sum(parts)
    by_remainder = sorted(
        range(len(weights)), key=lambda index: (-(total * weights[index] % whole), index)
    )
    for index in by_remainder[:left]:
        parts[index] += 1
    return parts
