"""The planner: words, front doors and engines. Plain Python, never Qt."""
