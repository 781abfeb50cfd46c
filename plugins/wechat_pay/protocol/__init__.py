"""WeChat Pay API v3 over `cryptography` and `httpx`. Knows neither Django nor Saleor."""
