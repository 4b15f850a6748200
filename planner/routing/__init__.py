"""Who goes where, in which order, and when?"""
