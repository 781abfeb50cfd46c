"""What is done with cases, one use case per file."""
