"""The one exception that a dispatcher gets to read; anything else that escapes is our own fault."""


class PlannerError(Exception):
    """Something the user can act on, said in one sentence each.

    `title` names the trouble in a few words, `message` says what is wrong and where, `remedy` what to do next.
    None of them holds personal data: case numbers, row numbers and file names only.
    """

    def __init__(self, title: str, message: str, remedy: str = "") -> None:
        super().__init__(title, message, remedy)
        self.title = title
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.title}：{self.message}{self.remedy}"


class Cancelled(Exception):
    """The user stopped the work; nothing was written and nothing needs to be said."""
