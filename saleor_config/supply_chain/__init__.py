"""What the shop is built of: known weaknesses, licences, and the bill of materials."""
