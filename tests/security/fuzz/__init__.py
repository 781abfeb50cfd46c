"""Every public entry, asked nonsense: refused clearly, changing nothing, revealing nothing.

In the test suite a few examples per entry, always the same ones. `make fuzz` goes on for
`FUZZ_SECONDS` with new seeds; a failure prints the smallest example and its seed.
"""
