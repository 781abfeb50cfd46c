"""The mini-shop: one code base for the WeChat mini-program and for browsers.

`src/` is TypeScript and Vue, built by `python -m brand_theme.mini_shop.build`. The
server serves the browser's half at `/`; without it the window answers there.
"""
