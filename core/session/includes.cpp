// Reads the tree of includes from options. A tree is finite, but every include costs a join: their number is bounded.
#include "core/session/includes.hpp"

#include "core/base/text.hpp"
#include "core/session/find.hpp"
#include "core/session/scoping.hpp"

namespace gemel {

namespace {

constexpr std::size_t most_includes = 50; // SQLite joins 64 tables

class Reader {
public:
    explicit Reader(const std::string &where) : where_(where) {}

    Includes read(const Node &node, const Model &model)
    {
        Includes includes;
        if (const List *list = node.list())
            for (const Node &item : *list)
                add(includes, item, model);
        else
            add(includes, node, model);
        return includes;
    }

private:
    void add(Includes &includes, const Node &node, const Model &model)
    {
        if (++count_ > most_includes)
            refuse(say("includes more than ", std::to_string(most_includes), " associations"));
        Include include = node.object() ? from(*node.object(), model) : Include{&association(node, model)};
        for (const Include &other : includes)
            if (other.association == include.association)
                refuse(say("includes ", in_quotes(include.association->name), " twice"));
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
        Members members(object, where, Status::USAGE);
        const Node *name = members.take("association");
        if (!name)
            members.refuse("lacks 'association', the name of the association");
        Include include{&association(*name, model)};
        const Model &target = *include.association->target;
        std::optional<query::Condition> where_is = take_where(members, target);
        std::optional<bool> required;
        members.take("required", required);
        include.required = required.value_or(where_is.has_value());
        if (where_is)
            include.where = std::move(*where_is);
        include.scoping = take_scoping(members, target);
        if (const Node *more = members.take("include"))
            include.includes = read(*more, target);
        members.refuse_unknown({{"limit", "an association leads to one record at most"}});
        return include;
    }

    [[noreturn]] void refuse(std::string_view why) const { throw Failure(Status::USAGE, say(where_, ": ", why)); }

    const std::string &where_;
    std::size_t count_ = 0;
};

} // namespace

std::shared_ptr<const Includes> take_includes(Members &members, const Model &model)
{
    const Node *node = members.take("include");
    return node ? std::make_shared<const Includes>(Reader(members.where()).read(*node, model)) : nullptr;
}

std::optional<query::Condition> take_where(Members &members, const Model &model)
{
    const Node *node = members.take("where");
    if (!node)
        return std::nullopt;
    if (!node->object())
        members.refuse("option 'where' must be an object");
    return where_condition(model, *node->object());
}

} // namespace gemel
