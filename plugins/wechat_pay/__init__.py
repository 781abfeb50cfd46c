"""Being paid through WeChat Pay: prepay, notification, query, close."""
