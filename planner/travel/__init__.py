"""How long from here to there?"""
