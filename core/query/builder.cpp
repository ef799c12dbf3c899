// Steps.
#include "core/query/builder.hpp"

#include "core/base/text.hpp"

namespace gemel {

namespace {

Query read(const Model &model, const Object &object)
{
    const std::string where = say("a query of ", model.name);
    Members members(object, where, CallName::query_merge_json);
    Query query = parse_query(model, members);
    members.refuse_unknown();
    return query;
}

Node filter_of(const Object &members)
{
    const Node *where = find_member(members, "where");
    return where ? *where : Node{Object{}};
}

// Objects are made step by step: of nested braces in a condition, gcc 12 destroys what it never made when there is no
// memory.
Node object_of(std::string_view name, Node node)
{
    Object object;
    set_member(object, name, std::move(node));
    return Node{std::move(object)};
}

/// {"and": [one, other]}
Node joined(std::string_view word, Node one, Node other)
{
    List list;
    list.push_back(std::move(one));
    list.push_back(std::move(other));
    return object_of(word, Node{std::move(list)});
}

Object replaced(Object members, std::string_view name, Node node)
{
    set_member(members, name, std::move(node));
    return members;
}

/// Does the object show the attribute or, for a path, its partner's?
Value value_of(const State &state, const Term &term)
{
    std::shared_ptr<State> partner;
    const State *at = &state;
    for (const Association *association : term.route) {
        const Slot slot = at->slot(*association);
        if (!slot.is_loaded())
            throw Failure(Status::USAGE, say("this ", state.model().name, " was read without ",
                                             in_quotes(association->name), ", which the order names"));
        partner = slot.somebody();
        if (!partner)
            return Null{};
        at = partner.get();
    }
    const Value *value = at->stored(*term.attribute);
    if (!value)
        throw Failure(Status::USAGE, say("this ", state.model().name, " was read without ", in_quotes(to_text(term)),
                                         ", which the order names"));
    return *value;
}

} // namespace

QueryBuilder::QueryBuilder(const Model &model, Object members)
    : schema_(model.schema->shared_from_this()), members_(std::move(members)), query_(read(model, members_))
{}

QueryBuilder QueryBuilder::with(const Object &more) const
{
    Object members = members_;
    for (const auto &[name, node] : more) {
        const Node *there = name == "where" ? find_member(members, name) : nullptr;
        if (there)
            set_member(members, name, joined("and", *there, node));
        else
            set_member(members, name, node);
    }
    return {model(), std::move(members)};
}

QueryBuilder QueryBuilder::where(std::string_view path, std::string_view compare, Value value) const
{
    Node operand{std::move(value)};
    if (compare != "eq")
        operand = object_of(compare, std::move(operand));
    return with("where", object_of(path, std::move(operand)));
}

QueryBuilder QueryBuilder::either(const QueryBuilder &other) const
{
    if (&other.model() != &model())
        throw Failure(Status::USAGE, say("the other query is of ", other.model().name, ", not of ", model().name));
    for (const Member &it : other.members_)
        if (it.name != "where")
            throw Failure(Status::USAGE,
                          say("the other query has ", in_quotes(it.name), ": only its filter can be added"));
    return {model(), replaced(members_, "where", joined("or", filter_of(members_), filter_of(other.members_)))};
}

QueryBuilder QueryBuilder::negated() const
{
    return {model(), replaced(members_, "where", object_of("not", filter_of(members_)))};
}

QueryBuilder QueryBuilder::after(const State &state) const
{
    if (&state.model() != &model())
        throw Failure(Status::USAGE, say("the record is a ", state.model().name, ", not a ", model().name));
    Object row;
    for (const Ordering &it : complete_order(query_))
        set_member(row, to_text(it.term), Node{value_of(state, it.term)});
    return {model(), replaced(members_, "after", Node{std::move(row)})};
}

QueryBuilder QueryBuilder::including(std::string_view association, Object options) const
{
    if (find_member(options, "association"))
        throw Failure(Status::USAGE, "the association is an argument, not an option");
    set_member(options, "association", Node{Value(std::string(association))});
    List includes;
    if (const Node *there = find_member(members_, "include")) {
        if (there->list())
            includes = *there->list();
        else
            includes.push_back(*there);
    }
    includes.push_back(Node{std::move(options)});
    return {model(), replaced(members_, "include", Node{std::move(includes)})};
}

} // namespace gemel
