"""May this case be visited, by this team, on this day?"""
