"""Random queries that are right, of a random world. It must not know what they mean."""

from typing import Any

from query_filters import Filters
from query_scopes import sight
from query_world import POOLS, Model

Query = dict[str, Any]


def is_everything(where: Query) -> bool:
    """Such a filter leaves nothing out, which who writes must say."""
    return all(name == "and" and all(is_everything(it) for it in parts) for name, parts in where.items())


class Queries(Filters):
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
            include: Query = {"association": association.name, **sight(target, self.chance)}
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
        return self.pages({name: member for name, member in query.items() if member} | sight(model, self.chance))

    def finder(self, model: Model, farthest: int = 3) -> Query:
        """What a finder takes; an order is asked of queries."""
        by_key = {"id": self.chance.choice([it["id"] for it in model.rows] or [0])}
        where = self.chance.choice([{}, {}, by_key, self.filter(model, farthest=farthest)])
        query: Query = {"where": where, **sight(model, self.chance)}
        if self.chance.random() < 0.5:
            query["include"] = self.include(model, 2)
        return query

    def partner(self, model: Model) -> Query:
        """An include, as who gets a partner says it."""
        association = self.chance.choice(list(model.associations.values()))
        return {"association": association.name, **self.finder(self.world[association.target], 0)}

    def loadable(self, model: Model) -> Query:
        """Whose records show all that tells their partners."""

        def whole(query: Query) -> Query:
            kept = {name: member for name, member in query.items() if name != "attributes"}
            return kept | ({"include": [whole(it) for it in query["include"]]} if "include" in query else {})

        return whole(self.records(model))

    def pageable(self, model: Model) -> Query:
        """Whose records show all that the order names."""
        query: Query = {"where": self.filter(model, 1), "order": self.order(model, 0)}
        return {name: member for name, member in query.items() if member} | sight(model, self.chance)

    def writing(self, model: Model) -> Query:
        """What says which rows are written."""
        query: Query = {"where": self.filter(model), **sight(model, self.chance)}
        return {**query, "all": True} if is_everything(query["where"]) else query

    def assigned(self, model: Model) -> Query:
        """Values of attributes that are nobody's key."""
        keys = {"id", model.deleted_at, *(it.key for it in model.associations.values())}
        names = [it for it in model.kinds if it not in keys]
        return {
            name: None
            if "not null" not in model.rules[name] and self.chance.random() < 0.2
            else self.chance.choice(POOLS[model.kinds[name]])
            for name in self.chance.sample(names, self.chance.randrange(1, 4))
        }

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
        seen = sight(model, self.chance)
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
        return {name: member for name, member in query.items() if member or name in {"limit", "offset"}} | seen
