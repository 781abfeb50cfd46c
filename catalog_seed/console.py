"""Words of the audit trail about the catalogue, and people of the demonstration's enterprises."""

from catalog_seed.services.demo_members import demo_members

__all__ = ["ACTION_TEXT", "demo_members"]

ACTION_TEXT = {"catalog_seed.catalogue.loaded": "载入商品目录"}
