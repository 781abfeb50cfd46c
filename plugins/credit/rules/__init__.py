"""Pure rules: periods, scores and the words that explain them."""
