"""Card payments of buyers abroad, through Stripe."""
