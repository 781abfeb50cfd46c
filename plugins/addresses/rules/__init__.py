"""What a usable Chinese address is. Pure: no Django, no files, no clock."""
