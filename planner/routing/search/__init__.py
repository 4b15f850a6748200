"""The search for good orders, compiled, in a process of its own; it proposes, the exact times decide."""
