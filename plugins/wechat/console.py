"""Words of the audit trail about people's WeChat accounts; they have no page of their own."""
