"""Pure rules: what a listing must say, may not say, and who decides about which change."""
