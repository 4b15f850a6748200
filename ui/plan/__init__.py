"""Page 规划: the day's routes as table, timeline and map."""
