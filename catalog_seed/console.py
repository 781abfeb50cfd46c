"""People of the demonstration's enterprises."""

from catalog_seed.services.demo_members import demo_members

__all__ = ["demo_members"]
