"""gemel for Python: so far only the private module `gemel._native`, the C library as it is, and its exceptions.

There is no idiom yet: models as classes and the like belong here and will come. Nothing here may repeat a table of the
core: the exceptions are made from the statuses that the library names.
"""

from typing import NamedTuple

from gemel import _native


class Item(NamedTuple):
    """One thing that a failure is concerned with: a value that was refused, or a complaint about a definition."""

    model: str
    attribute: str
    message: str
    status: int
    kind: str
    value: str


class Error(Exception):
    """A call of gemel failed. One class for each status derives from it; a status that is not known is an Error."""

    def __init__(
        self,
        message: str = "",
        *,
        status: int = 0,
        sqlstate: str = "",
        table: str = "",
        constraint: str = "",
        driver_code: int = 0,
        items: tuple[Item, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.sqlstate = sqlstate
        self.table = table
        self.constraint = constraint
        self.driver_code = driver_code
        self.items = items


def _class_name(status_name: str) -> str:
    """ "not-found" is NotFoundError. ConnectionError is Python's own, so that one says that there is none."""
    name = "".join(word.capitalize() for word in status_name.split("-")) + "Error"
    return "NoConnectionError" if name == "ConnectionError" else name


def _classes() -> dict[int, type[Error]]:
    """A class for each status that is a failure; running out of memory is a MemoryError, which the module raises."""
    classes: dict[int, type[Error]] = {}
    status = _native.OK + 1
    while (name := _native.status_name(status)) != "unknown":
        if status != _native.OUT_OF_MEMORY:
            classes[status] = type(_class_name(name), (Error,), {"__module__": __name__, "__doc__": f"Status: {name}."})
        status += 1
    return classes


_CLASSES = _classes()
globals().update({made.__name__: made for made in _CLASSES.values()})
__all__ = ["Error", "Item", *(made.__name__ for made in _CLASSES.values())]


def _make_error(
    status: int,
    message: str,
    sqlstate: str,
    table: str,
    constraint: str,
    driver_code: int,
    items: list[tuple[str, str, str, int, str, str]],
) -> Error:
    return _CLASSES.get(status, Error)(
        message,
        status=status,
        sqlstate=sqlstate,
        table=table,
        constraint=constraint,
        driver_code=driver_code,
        items=tuple(Item(*item) for item in items),
    )


_native.set_error_factory(_make_error)
