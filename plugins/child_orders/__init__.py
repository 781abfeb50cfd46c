"""What each enterprise owes the buyer of one order: its own part, to the fen."""
