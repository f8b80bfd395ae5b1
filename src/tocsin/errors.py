"""Errors, named after what the user can do about them.

TocsinError
├── UserError              exit status 2: the user can mend it
│   ├── InputError          nothing in the named input could be read
│   ├── DeskError          the desk folder is missing, foreign, read-only or full
│   ├── BusyError          another process is writing and did not finish in time
│   ├── MissingExtraError       an optional part is not installed; carries the install command
│   ├── FetchError              an address did not answer with what was asked; later it may
│   ├── RefusedAddressError     an address that the desk does not fetch (private, not http, too many hops)
│   ├── WeightsError            fitted weights are missing or are not the ones that were shipped
│   ├── GroundsError            the record does not carry the figure asked for; says what is missing
│   └── NotFoundError           no such incident, report, document, statement, source or definition
└── InternalError          exit status 1: ours

Each message is one line: what happened, to what, what to do.
"""


class TocsinError(Exception):
    """Base of every error that tocsin raises on purpose; `str()` of it is one line for a person."""

    exit_status = 1


class UserError(TocsinError):
    """Something that the user can mend."""

    exit_status = 2


class InputError(UserError):
    """Nothing in the named input could be read."""


class DeskError(UserError):
    """The desk folder is missing, is not a desk, cannot be written, or its disk is full."""


class BusyError(UserError):
    """Another process is writing to the record and did not finish in time."""


class MissingExtraError(UserError):
    """An optional part is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        """`what` needs the optional dependency group `extra`."""
        super().__init__(f"{what} needs an optional part: pip install 'tocsin[{extra}]'")
        self.extra = extra


class FetchError(UserError):
    """An address did not answer with what was asked.

    `status` is the HTTP status where there was one; `retry_after` the seconds that the server asked to wait.
    """

    def __init__(self, message: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        """`message` is the one line for a person."""
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class RefusedAddressError(UserError):
    """An address that the desk does not fetch."""


class WeightsError(UserError):
    """Fitted weights are missing, altered, or made for another version; install or build them again."""


class NotFoundError(UserError):
    """No such incident, report, document, statement, source or definition."""


class GroundsError(UserError):
    """There are no grounds for the figure asked for; the message says what is missing."""


class InternalError(TocsinError):
    """A fault of ours."""


def first_line(error: BaseException) -> str:
    """Return the first line of what an error says; its kind where that is empty."""
    return (str(error).splitlines() or [""])[0] or type(error).__name__
