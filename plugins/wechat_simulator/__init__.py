"""WeChat's servers on one's own machine, as a separate process.

It imports nothing of the shop, neither its protocol code: were both sides
built on the same lines, a mistake in them would cancel out. It keeps its own
ledger, so that what WeChat believes can be held against what the shop believes.
"""
