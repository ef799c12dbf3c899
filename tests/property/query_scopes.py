"""Random scopes of the models of a world, and what readings may say of them and of rows marked as deleted.

It must not know what a scope means: that is asked of who calls.
"""

import random
from collections.abc import Callable
from typing import Any

from query_filters import Filters
from query_world import Model, Row

Query = dict[str, Any]
Holds = Callable[[Model, Row, Query], bool]
TRIES = 20


def add_scopes(filters: Filters, holds: Holds) -> None:
    chance = filters.chance
    for model in filters.world.values():
        for name in ("default", "kept", "o'x \"ä"):
            if chance.random() < 0.5:
                model.scopes[name] = {"where": scope(filters, model, holds)}


def scope(filters: Filters, model: Model, holds: Holds) -> Query:
    """One that hides some rows and shows a third at least, if there is one among the tries: else it tells little."""

    def is_telling(where: Query) -> bool:
        shown = sum(holds(model, row, where) for row in model.rows)
        return len(model.rows) / 3 <= shown < len(model.rows)

    tries = [where for _ in range(TRIES) if (where := filters.filter(model, 2, 0))]
    return next(filter(is_telling, tries), tries[0])


def sight(model: Model, chance: random.Random) -> Query:
    """What a reading says of which rows it sees."""
    said: Query = {}
    if chance.random() < (0.5 if model.deleted_at else 0.1):
        said["withDeleted"] = chance.random() < 0.2
    if chance.random() < 0.4:
        names = list(model.scopes)
        some = chance.sample(names, chance.randrange(len(names) + 1))
        said["scope"] = chance.choice([False, False, True, some, *names])
    return said
