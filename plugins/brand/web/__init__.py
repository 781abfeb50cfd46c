"""Public pages of the brand: verification, the wall, the matrix."""
