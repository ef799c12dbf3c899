// Reads the tree of includes from options. A tree is finite, but every include costs a join: their number is bounded.
#include "core/query/includes.hpp"

#include "core/association/joins.hpp"
#include "core/association/scoped.hpp"
#include "core/base/text.hpp"
#include "core/model/filter_parse.hpp"
#include "core/query/options.hpp"
#include "core/query/scoping.hpp"

#include <algorithm>

namespace gemel {

namespace {

class IncludesReader {
public:
    explicit IncludesReader(const std::string &where) : where_(where) {}

    Includes read(const Node &node, const Model &model, const Chosen &chosen)
    {
        Includes includes;
        for_each_item(node, [&](const Node &item) { add(includes, item, model, chosen); });
        return includes;
    }

private:
    void add(Includes &includes, const Node &node, const Model &model, const Chosen &chosen)
    {
        if (++count_ > Joins::most)
            refuse(say("includes more than ", std::to_string(Joins::most), " associations"));
        Include include = node.object() ? from(*node.object(), model) : Include{&association(node, model)};
        for (const Include &other : includes)
            if (other.association == include.association)
                refuse(say("includes ", in_quotes(include.association->name), " twice"));
        // A batch asks by what the owners hold: where that is not read, they are joined.
        const auto is_read = [&](const Attribute *held) {
            return chosen.empty() || std::find(chosen.begin(), chosen.end(), held) != chosen.end();
        };
        const std::vector<const Attribute *> held = telling_attributes(*include.association);
        include.batched = include.batched && std::all_of(held.begin(), held.end(), is_read);
        includes.push_back(std::move(include));
    }

    const Association &association(const Node &node, const Model &model) const
    {
        const auto *name = node.scalar() ? std::get_if<std::string>(node.scalar()) : nullptr;
        if (!name)
            refuse("an include is the name of an association, or an object with the member 'association'");
        return model.association(*name);
    }

    Include from(const Object &object, const Model &model)
    {
        const std::string where = say(where_, ": an include");
        Members members(object, where, CallName::query_include);
        members.leave({"association"});
        const Node *name = members.take("association");
        if (!name)
            members.refuse("lacks 'association', the name of the association");
        Include include{&association(*name, model)};
        const Model &target = *include.association->target;
        std::optional<Filter> filter = take_filter(members, target);
        std::optional<bool> required;
        members.take("required", required);
        include.required = required.value_or(filter.has_value());
        if (filter) {
            // It stands where the partner is joined: nobody further on is there yet.
            if (has_routes(*filter))
                members.refuse(say("the filter of an include takes attributes of ", target.name,
                                   " only: filter by a path in the 'where' of the query"));
            include.where = std::move(*filter);
        }
        include.attributes = take_attributes(members, target);
        include.scoping = take_scoping(members, target);
        std::optional<std::string> strategy;
        members.take("strategy", strategy);
        include.batched = strategy == "batch";
        if (strategy && !include.batched && *strategy != "join")
            members.refuse(say("option 'strategy' must be 'join' or 'batch', not ", in_quotes(*strategy)));
        if (const Node *more = members.take("include"))
            include.includes = read(*more, target, include.attributes);
        members.refuse_unknown({{"limit", "an association leads to one record at most"}});
        return include;
    }

    [[noreturn]] void refuse(std::string_view why) const { throw Failure(Status::USAGE, say(where_, ": ", why)); }

    const std::string &where_;
    std::size_t count_ = 0;
};

} // namespace

IncludesPtr take_includes(Members &members, const Model &model, const Chosen &chosen)
{
    const Node *node = members.take("include");
    return node ? std::make_shared<const Includes>(IncludesReader(members.where()).read(*node, model, chosen))
                : nullptr;
}

} // namespace gemel
