"""One file for each known weakness of Saleor 2.10.1: its reproduction, refused, over HTTP."""
