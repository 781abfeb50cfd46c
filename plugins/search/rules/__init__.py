"""Pure decisions of search: how text is read, what a product is found by, what comes first."""
