"""Placing, paying and cancelling orders; the only writer of Saleor orders."""
