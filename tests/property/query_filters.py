"""Random filters that are right, of a random world. It must not know what they mean, nor what asks with them."""

import random
from typing import Any

from query_world import POOLS, Model, World, told

Query = dict[str, Any]
ORDERED = {"integer", "bigint", "double", "string", "text", "date", "timestamp", "uuid", "enum"}
TEXT = {"string", "text"}


class Filters:
    def __init__(self, world: World, chance: random.Random, has_decimals: bool) -> None:
        self.world, self.chance = world, chance
        self.ordered = ORDERED | ({"decimal"} if has_decimals else set())

    # ---- Names ----

    def path(self, model: Model, farthest: int) -> tuple[list[str], Model]:
        """Names of associations, and where they lead to."""
        names = []
        while len(names) < farthest and self.chance.random() < 0.5:
            association = self.chance.choice(list(model.associations.values()))
            names.append(association.name)
            model = self.world[association.target]
        return names, model

    def attribute(self, model: Model, kinds: set[str] | None = None, farthest: int = 3) -> tuple[str, str]:
        """A path to an attribute, and its kind."""
        while True:
            names, at = self.path(model, farthest)
            known = [it for it, kind in at.kinds.items() if kinds is None or kind in kinds]
            if known:
                name = self.chance.choice(known)
                return ".".join([*names, name]), at.kinds[name]
            if not farthest:
                return "id", "integer"

    # ---- Filters ----

    def value(self, kind: str) -> Any:
        if kind == "integer" and self.chance.random() < 0.7:
            return self.chance.randrange(-20, 40)
        return told(self.chance.choice(POOLS[kind]))

    def pattern(self) -> str:
        text = str(self.chance.choice(POOLS["text"]))
        cut = self.chance.randrange(len(text) + 1)
        as_is = self.chance.random() < 0.5
        head = "".join("\\" + it if it in "%_\\" else it for it in text[:cut]) if as_is else ""
        return head + self.chance.choice(["%", "_", "%_", "", "%a", "_%", "[", "*", "%Ä%", "\\%", "%B"])

    def comparison(self, kind: str) -> tuple[str, Any]:
        words = ["eq", "ne", "in", "notIn", "null"]
        words += ["lt", "le", "gt", "ge", "between"] if kind in self.ordered else []
        words += ["like", "notLike", "ilike", "notIlike", "startsWith", "endsWith", "contains"] if kind in TEXT else []
        word = self.chance.choice(words)
        if word == "null":
            return word, self.chance.random() < 0.5
        if word in {"in", "notIn"}:
            items = [self.value(kind) for _ in range(self.chance.randrange(5))]
            return word, items + ([None] if self.chance.random() < 0.3 else [])
        if word == "between":
            return word, [self.value(kind), self.value(kind)]
        if word.lower().endswith("like"):
            return word, self.pattern()
        return word, None if word in {"eq", "ne"} and self.chance.random() < 0.15 else self.value(kind)

    def equal(self, kind: str) -> Any:
        """An operand without an operator."""
        form = self.chance.random()
        if form < 0.6:
            return self.value(kind)
        if form < 0.7:
            return None
        items = [self.value(kind) for _ in range(self.chance.randrange(5))]
        return items + ([None] if self.chance.random() < 0.3 else [])

    def operand(self, kind: str) -> Any:
        if self.chance.random() < 0.2:
            return self.equal(kind)
        return dict(self.comparison(kind) for _ in range(self.chance.choice([1, 1, 1, 2])))

    def filter(self, model: Model, depth: int = 3, farthest: int = 3) -> Query:
        """With the farthest 0, one of the model's own attributes only."""
        made: Query = {}
        for _ in range(self.chance.choice([0, 1, 1, 1, 1, 2])):
            form = self.chance.random()
            if depth and form < 0.15:
                made["not"] = self.filter(model, depth - 1, farthest)
            elif depth and form < 0.35:
                parts = [self.filter(model, depth - 1, farthest) for _ in range(self.chance.randrange(4))]
                made[self.chance.choice(["and", "or"])] = parts
            elif farthest and form < 0.5:
                association = self.chance.choice(list(model.associations.values()))
                wanted = self.chance.choice([True, False, None, {}])
                if wanted == {} and depth:
                    wanted = self.filter(self.world[association.target], depth - 1, farthest - 1)
                made[association.name] = wanted
            else:
                path, kind = self.attribute(model, farthest=farthest)
                made[path] = self.operand(kind)
        return made
