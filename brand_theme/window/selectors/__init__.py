"""What the pages of the window read; each function is one page or one part of it."""
