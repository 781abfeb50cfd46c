"""What is done with requests, one use case per file."""
