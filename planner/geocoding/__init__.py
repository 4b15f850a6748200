"""Where is this address?"""
