"""Why a visit is left out, and what would help; each reason and remedy can be replayed."""
