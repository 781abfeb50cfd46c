"""账号: who somebody is, proven how, for how long, and how it ends."""
