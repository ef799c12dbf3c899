// Words for foreign keys that refuse.
#include "core/object/refused_key.hpp"

#include "core/base/text.hpp"
#include "core/model/naming.hpp"
#include "core/model/tables.hpp"
#include "core/object/refusal.hpp"

#include <algorithm>

namespace gemel {

namespace {

/// How often a text that quotes names, in whatever way, quotes this one.
std::size_t count_quoted(std::string_view text, std::string_view name)
{
    const auto is_quote = [&](std::size_t at) {
        const char c = at < text.size() ? text[at] : ' ';
        return c != ' ' && c != '_' && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z');
    };
    std::size_t count = 0;
    for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + name.size()))
        if (at > 0 && is_quote(at - 1) && is_quote(at + name.size()))
            ++count;
    return count;
}

/// PostgreSQL has one message where a row that refers is written, and another, which names the table that is referred
/// to as well, where such a row goes. The words depend on the server's language, the names do not.
Dangling which_end(const Failure &failure, std::string_view owner_table)
{
    if (failure.dangling != Dangling::Unknown || failure.sqlstate.empty())
        return failure.dangling;
    const std::size_t mentioned_anyway = failure.table == owner_table ? 1 : 0;
    const bool is_owner_named = count_quoted(failure.message, owner_table) > mentioned_anyway;
    return failure.sqlstate == "23001" || is_owner_named ? Dangling::Kept : Dangling::Missing;
}

const Association *find_over(const Attribute &foreign_key, const Model &source, AssociationKind kind)
{
    const auto found = std::find_if(source.associations.begin(), source.associations.end(), [&](const Association &it) {
        return it.kind == kind && it.foreign_key == &foreign_key && it.constrained;
    });
    return found == source.associations.end() ? nullptr : &*found;
}

/// The association as the end sees it that is to blame; null where the foreign key has none.
const Association *association_of(const Reference &reference, Dangling end)
{
    const Attribute &foreign_key = *reference.foreign_key;
    const Association *seen_by_dependent = find_over(foreign_key, *foreign_key.model, AssociationKind::BelongsTo);
    const Association *seen_by_owner = find_over(foreign_key, *reference.key->model, AssociationKind::HasOne);
    const bool owner_first = seen_by_owner && (end == Dangling::Kept || !seen_by_dependent);
    return owner_first ? seen_by_owner : seen_by_dependent;
}

std::string what_is_wrong(Dangling end, std::string_view owner)
{
    switch (end) {
    case Dangling::Missing:
        return say("the ", owner, " that it refers to is not there");
    case Dangling::Kept:
        return say("the ", owner, " that it refers to is to go, or to get another key");
    case Dangling::Unknown:
        break;
    }
    return "it refers to a row that is not there, or the row that it refers to is to go";
}

/// SQLite names no constraint; a table that gemel made has one.
std::string constraint_of(const Schema &schema, std::string_view table, std::string_view column)
{
    const Tables all = tables(schema);
    for (const statement::TableDefinition &it : all.tables)
        for (const statement::ForeignKeyDefinition &key : it.foreign_keys)
            if (it.name == table && key.column == column)
                return naming::cut(key.name);
    return {};
}

std::string columns_of(const Failure &failure)
{
    std::string names;
    for (const std::string &column : failure.columns)
        names += say(names.empty() ? "" : ", ", failure.table, ".", column);
    return names;
}

const Reference *reference_of(const Attribute &foreign_key)
{
    const std::vector<Reference> &all = foreign_key.model->references;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Reference &it) { return it.foreign_key == &foreign_key; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

void name_foreign_key(Failure &failure, const Schema &schema)
{
    if (failure.columns.empty()) {
        if (failure.constraint.empty()) // else PostgreSQL has named it: it is somebody else's
            failure.message = say("a foreign key refers to a row that is not there, or the row is still referred to (",
                                  failure.message, ")");
        return;
    }
    const Model *model = find_table(schema, failure.table);
    const Attribute *attribute =
        model && failure.columns.size() == 1 ? find_column(*model, failure.columns.front()) : nullptr;
    const Reference *reference = attribute ? reference_of(*attribute) : nullptr;
    const Model *owner = reference ? reference->key->model : nullptr;
    const Dangling end = owner ? which_end(failure, owner->table) : failure.dangling;
    const std::string what = what_is_wrong(end, owner ? owner->name : "row");
    std::string who = attribute ? say(model->name, ".", attribute->name) : columns_of(failure);
    if (attribute)
        failure.items.push_back({model->name, attribute->name, what, failure.status});
    if (reference) {
        if (const Association *association = association_of(*reference, end))
            who += say(", the foreign key of ", association->source->name, ".", association->name);
        if (failure.constraint.empty())
            failure.constraint = constraint_of(schema, failure.table, failure.columns.front());
    }
    failure.message = say(who, ": ", what, " (", failure.message, ")");
}

} // namespace gemel
