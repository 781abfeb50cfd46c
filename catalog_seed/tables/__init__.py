"""The catalogue's CSV files, checked as a whole before anything is written."""

from .catalogue import DATA_DIR, Catalogue, catalogue_from
from .problems import Problem, SeedInvalid

__all__ = ["DATA_DIR", "Catalogue", "Problem", "SeedInvalid", "catalogue_from"]
