"""Random queries that are right, of a random world. It must not know what they mean."""

import random
from typing import Any

from query_world import POOLS, Model, World, told

Query = dict[str, Any]
ORDERED = {"integer", "bigint", "double", "string", "text", "date", "timestamp", "uuid", "enum"}
TEXT = {"string", "text"}


class Queries:
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

    def operand(self, kind: str) -> Any:
        form = self.chance.random()
        if form < 0.15:
            return self.value(kind)
        if form < 0.2:
            return [self.value(kind), None]
        return dict(self.comparison(kind) for _ in range(self.chance.choice([1, 1, 1, 2])))

    def filter(self, model: Model, depth: int = 3, farthest: int = 3) -> Query:
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

    # ---- Queries ----

    def order(self, model: Model, farthest: int = 2) -> list[str]:
        orders = []
        for _ in range(self.chance.randrange(4)):
            path, _ = self.attribute(model, self.ordered | {"boolean"}, farthest)
            orders.append(path + self.direction())
        return orders

    def direction(self) -> str:
        return self.chance.choice(["", " asc", " desc"]) + self.chance.choice(["", " nulls first", " nulls last"])

    def include(self, model: Model, depth: int = 3) -> list[Query]:
        includes = []
        known = list(model.associations.values())
        for association in self.chance.sample(known, self.chance.randrange(len(known) + 1)):
            target = self.world[association.target]
            include: Query = {"association": association.name}
            if self.chance.random() < 0.3:
                include["where"] = self.filter(target, 1, 0)
            if self.chance.random() < 0.4:
                include["required"] = self.chance.random() < 0.5
            if self.chance.random() < 0.2:
                include["attributes"] = self.attributes(target)
            if depth:
                include["include"] = self.include(target, depth - 1)
                if not include["include"]:
                    del include["include"]
            includes.append(include)
        return includes

    def attributes(self, model: Model) -> str:
        return ", ".join(self.chance.sample(list(model.kinds), self.chance.randrange(1, len(model.kinds))))

    def pages(self, query: Query) -> Query:
        if self.chance.random() < 0.3:
            query["limit"] = self.chance.choice([0, 1, 2, 5, 100])
        if self.chance.random() < 0.2:
            query["offset"] = self.chance.choice([0, 1, 3, 100])
        return query

    def records(self, model: Model) -> Query:
        query: Query = {"where": self.filter(model) if self.chance.random() < 0.8 else {}}
        if self.chance.random() < 0.6:
            query["order"] = self.order(model)
        if self.chance.random() < 0.4:
            query["include"] = self.include(model)
        if self.chance.random() < 0.2:
            query["attributes"] = self.attributes(model)
        return self.pages({name: member for name, member in query.items() if member})

    def pageable(self, model: Model) -> Query:
        """Whose records show all that the order names."""
        query: Query = {"where": self.filter(model, 1), "order": self.order(model, 0)}
        return {name: member for name, member in query.items() if member}

    def function(self, model: Model) -> tuple[str, str]:
        """An output that is calculated, and its kind."""
        name = self.chance.choice(["count", "count distinct", "sum", "avg", "min", "max"])
        if name == "count" and self.chance.random() < 0.5:
            return "count(*)", "integer"
        summed = {"integer"} | (self.ordered & {"decimal"})
        kinds = summed if name in {"sum", "avg"} else None if name == "count" else self.ordered - {"uuid", "enum"}
        path, kind = self.attribute(model, kinds, 2)
        if name in {"min", "max"}:
            return f"{name}({path})", kind
        made = f"count(distinct {path})" if name == "count distinct" else f"{name}({path})"
        return made, "double" if name == "avg" else kind if name == "sum" else "integer"

    def values(self, model: Model) -> Query:
        """Each row of the answer has a place of its own in the order, but for rows that are equal."""
        query: Query = {"where": self.filter(model, 2) if self.chance.random() < 0.6 else {}}
        if self.chance.random() < 0.2:
            query["include"] = self.include(model, 1)
        makes_groups = self.chance.random() < 0.6
        group = [self.attribute(model, None, 2)[0] for _ in range(self.chance.randrange(3))] if makes_groups else []
        paths = [self.attribute(model, None, 2)[0] for _ in range(self.chance.randrange(1, 4))]
        plain = group if makes_groups else paths
        chosen = self.chance.sample(plain, self.chance.randrange(len(plain) + 1)) if makes_groups else plain
        made = [self.function(model) for _ in range(self.chance.randrange(1, 3))] if makes_groups else []
        outputs = list(dict.fromkeys([*chosen, *(words for words, _ in made)]))
        names = [self.chance.choice(["", f" as o{place}", f" AS \"{place}'"]) for place in range(len(outputs))]
        query["select"] = [words + name for words, name in zip(outputs, names)]
        if group:
            query["group"] = list(dict.fromkeys(group))
        if makes_groups and self.chance.random() < 0.4:
            words, kind = self.chance.choice(made)
            query["having"] = {words: dict([self.comparison(kind)])}
        query["distinct"] = self.chance.random() < 0.3
        can_order = not any(it.split(".")[-1].startswith("decimal") for it in outputs) or "decimal" in self.ordered
        if can_order:
            query["order"] = [it + self.direction() for it in self.chance.sample(outputs, len(outputs))]
            self.pages(query)
        return {name: member for name, member in query.items() if member or name in {"limit", "offset"}}
