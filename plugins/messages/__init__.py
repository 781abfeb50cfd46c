"""What the shop tells its buyers, in WeChat and in its own inbox."""
