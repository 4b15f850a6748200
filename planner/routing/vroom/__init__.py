"""VROOM's JSON: the same problems and answers as other planners read and write, in and out."""
