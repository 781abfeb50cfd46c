"""Pure rules of the brand: no Django, no clock."""
