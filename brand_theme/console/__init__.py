"""The consoles: `/console/` for the brand office's people, `/enterprise/` for enterprises."""
