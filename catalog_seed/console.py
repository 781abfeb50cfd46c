"""Words of the audit trail about the catalogue."""

ACTION_TEXT = {"catalog_seed.catalogue.loaded": "载入商品目录"}
