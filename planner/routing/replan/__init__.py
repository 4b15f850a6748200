"""A plan made again from one that is being kept, on paper or on the road."""
