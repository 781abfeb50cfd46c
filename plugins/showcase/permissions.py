"""Who may write what the first page says."""

MANAGE = "mall_showcase.manage_cards"
