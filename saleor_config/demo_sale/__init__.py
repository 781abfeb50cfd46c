"""One whole sale against a running shop, over HTTP, as a buyer's phone does it."""
