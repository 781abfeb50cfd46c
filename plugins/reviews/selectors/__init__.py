"""Reads: for everybody, for the writer, for the enterprise, for the office."""
