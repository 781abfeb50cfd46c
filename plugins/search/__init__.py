"""Finding products the way Chinese shoppers type; read `README.md` first."""
