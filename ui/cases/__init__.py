"""Page 案件: every case, and why it may or may not be visited."""
