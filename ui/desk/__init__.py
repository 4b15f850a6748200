"""The desk's file: which one, its key, the lock screen, one window at a time."""
