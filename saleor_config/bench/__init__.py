"""`make bench`: the shop beside Saleor as it comes, in one run on the same data."""
