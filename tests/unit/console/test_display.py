"""Money as people read it."""

import pytest

from brand_theme.console.display import yuan


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "¥0.00"), (-939, "-¥9.39"), (123450, "¥1,234.50"), (-1, "-¥0.01"), (None, "—")],
)
def test_money_is_written_with_its_sign_first(fen, text):
    assert yuan(fen) == text
