"""Pure rules: what may be written, when, and how it is counted."""
