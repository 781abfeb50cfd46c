"""One package per capability; they meet only through each other's `public.py`."""
