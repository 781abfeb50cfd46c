"""How Saleor is assembled into the shop: the composition root."""
