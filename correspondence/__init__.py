"""The post office: every letter waits, goes or fails here, and is kept as sent."""
