"""What the law and the shop promise about refunds and returns. Pure."""
