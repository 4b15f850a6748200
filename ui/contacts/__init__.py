"""Page 联系: whom to call, and what came of it."""
