"""`python -m brand_theme.tokens`: write `tokens.css` from `tokens.json`."""

from brand_theme.tokens import CSS_PATH, css

CSS_PATH.write_text(css(), "utf-8")
