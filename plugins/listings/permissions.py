"""What the brand office needs to decide about goods: Django's own, by convention."""

REVIEW = "mall_listings.change_submission"
SUSPEND = "mall_listings.change_listing"
RECALL = "mall_listings.add_recall"
END_RECALL = "mall_listings.change_recall"
