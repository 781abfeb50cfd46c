"""The face of the shop: tokens, fonts, pictures."""
