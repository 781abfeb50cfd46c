"""What left the house for the buyer, and what WeChat is told of it."""
