// What a call has said that it did, told by the rows: who is linked, who is gone.
#include "calls_world.hpp"

#include <algorithm>

namespace fuzz {

namespace {

bool has_attribute(const gemel_model *model, std::string_view name)
{
    for (std::size_t i = 0; i < gemel_model_attribute_count(model); ++i)
        if (gemel_attribute_name(gemel_model_attribute_at(model, i)) == name)
            return true;
    return false;
}

std::string member(const std::string &name, const std::string &value)
{
    return "{\"" + name + "\": \"" + value + "\"}";
}

/// Rows that hold a value, and perhaps the name of a model as the type of its holder; nothing if nobody could ask.
std::optional<std::vector<std::string>> rows_with(const gemel_model *model, gemel_session *session,
                                                  const std::string &members)
{
    const std::string json = "{\"scope\": false, \"where\": {\"and\": [" + members + "]}}";
    gemel_query *all = nullptr, *query = nullptr;
    must("query_new", gemel_query_new, model, &all);
    const Query owned(all);
    must("a query of dependents", gemel_query_merge_json, all, json.c_str(), json.size(), &query);
    const Query owned_query(query);
    gemel_records *found = nullptr;
    if (call(gemel_query_all, query, session, &found) != GEMEL_OK)
        return std::nullopt;
    const Records owned_records(found);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < gemel_records_count(found); ++i)
        out.push_back(row_key(gemel_records_at(found, i)));
    return out;
}

std::string told(const std::vector<std::string> &rows)
{
    std::string out;
    for (const std::string &row : rows)
        out += (out.empty() ? "" : ", ") + row;
    return out.empty() ? "nobody" : out;
}

} // namespace

void World::require_done(const Look &after, const char *name)
{
    if (!outcome.gone.empty() && after.rows && after.rows->contains(outcome.gone))
        fail(std::string("after ") + name + " there still is " + outcome.gone);
    Held *self = outcome.linked ? find(outcome.linked->self) : nullptr;
    const Place *place = self ? place_of(*self) : nullptr;
    if (!place || !place->session)
        return;
    if (gemel_association_kind(outcome.linked->association) == GEMEL_HAS_ONE)
        require_dependents(*outcome.linked, place->session, self->record, name);
    else
        require_key(*outcome.linked, place->session, self->record, name);
}

/// Of a has one: this dependent and no other.
void World::require_dependents(const Linked &linked, gemel_session *session, gemel_record *self, const char *name)
{
    const gemel_association *it = linked.association;
    const gemel_model *target = gemel_association_target(it);
    std::string members =
        member(gemel_attribute_name(gemel_association_foreign_key(it)), text_of(self, gemel_association_key(it)));
    if (has_attribute(target, "holderType"))
        members += ", " + member("holderType", gemel_model_name(gemel_association_source(it)));
    const auto rows = rows_with(target, session, members);
    const auto expected = linked.other.empty() ? std::vector<std::string>{} : std::vector{linked.other};
    if (rows && *rows != expected)
        fail(std::string("after ") + name + ", the " + gemel_association_name(it) + " of " + row_key(self) + " is " +
             told(*rows) + " and not " + told(expected));
}

/// Of a belongs to: the row of self holds that key, and where owners have one dependent, no other row does.
void World::require_key(const Linked &linked, gemel_session *session, gemel_record *self, const char *name)
{
    const gemel_attribute *foreign_key = gemel_association_foreign_key(linked.association);
    const gemel_model *model = gemel_record_model(self);
    std::string members;
    for (const gemel_attribute *it : primary_key(model))
        members += (members.empty() ? "" : ", ") + member(gemel_attribute_name(it), text_of(self, it));
    if (linked.key == "(null)" && has_attribute(model, "holderType")) {
        // Where somebody else is the holder, the key is his and stays.
        const std::string its = member("holderType", gemel_model_name(gemel_association_target(linked.association)));
        const auto still =
            rows_with(model, session,
                      members + ", " + its + ", {\"" + gemel_attribute_name(foreign_key) + "\": {\"null\": false}}");
        if (still && !still->empty())
            fail(std::string("after ") + name + ", the row of " + row_key(self) + " still holds a key");
        return;
    }
    const std::string held = linked.key == "(null)"
                                 ? std::string("{\"") + gemel_attribute_name(foreign_key) + "\": null}"
                                 : member(gemel_attribute_name(foreign_key), linked.key);
    const auto own = rows_with(model, session, members + ", " + held);
    if (own && own->size() != 1)
        fail(std::string("after ") + name + ", the row of " + row_key(self) + " does not hold " + linked.key);
    if (linked.key == "(null)" || !gemel_association_inverse(linked.association) || has_attribute(model, "holderType"))
        return;
    const auto rows = rows_with(model, session, held);
    if (rows && *rows != std::vector{row_key(self)})
        fail(std::string("after ") + name + ", " + linked.other + " has " + told(*rows) + " and not " + row_key(self));
}

} // namespace fuzz
