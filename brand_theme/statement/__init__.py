"""The settlement statement on paper."""
