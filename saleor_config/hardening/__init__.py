"""Last lines of defence around the engine, each for what no rule before it caught."""
