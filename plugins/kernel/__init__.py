"""What every capability stands on; it knows no capability."""
