"""What the brand office needs to decide about goods: Django's own, by convention."""

REVIEW = "mall_listings.change_submission"
SUSPEND = "mall_listings.change_listing"
RECALL = "mall_listings.add_recall"
SET_BOUNDS = "mall_listings.change_shippingbounds"
END_RECALL = "mall_listings.change_recall"
