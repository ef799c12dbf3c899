// Finding by primary key.
#include "core/reading/find.hpp"

#include "core/base/text.hpp"
#include "core/object/assign.hpp"
#include "core/object/refusal.hpp"
#include "core/reading/fetch.hpp"

#include <algorithm>

namespace gemel {

RowKey row_key(const Model &model, const Object &key)
{
    const RowValues given = named_values(model, key);
    RowKey row{&model, {}};
    for (const auto &[attribute, value] : given)
        if (!attribute->primary_key)
            throw Failure(Status::USAGE, say(model.name, ".", attribute->name, " is not part of the primary key"));
    for (const Attribute *attribute : model.primary_key) {
        const auto found =
            std::find_if(given.begin(), given.end(), [&](const auto &it) { return it.first == attribute; });
        if (found == given.end() || is_null(found->second))
            throw Failure(Status::USAGE,
                          say("a ", model.name, " is found by its primary key, and ", in_quotes(attribute->name),
                              " is ", found == given.end() ? "missing" : "null"));
        Conversion conversion = convert(attribute->type, found->second);
        if (!conversion.value)
            throw Failure(Status::USAGE, say(model.name, ".", attribute->name, " ", conversion.complaint));
        row.values.push_back(std::move(*conversion.value));
    }
    return row;
}

Object sole_key(const Model &model, Value value)
{
    if (model.primary_key.size() == 1)
        return {{model.primary_key.front()->name, {std::move(value)}}};
    std::string names;
    for (const Attribute *attribute : model.primary_key)
        names += say(names.empty() ? "" : ", ", in_quotes(attribute->name));
    throw Failure(Status::USAGE, say("one value is no key of a ", model.name, ": its primary key is ", names));
}

States find(Session &session, const RowKey &row, const Query &how)
{
    statement::Select select = select_rows(how);
    // By its primary key a row needs no order.
    select.order.clear();
    select.where = visible(*row.model, how.scoping, is_row(row));
    return read(session, select, how);
}

void reload(Session &session, const std::shared_ptr<State> &state, const IncludesPtr &includes)
{
    require_stored(*state, "reloaded");
    const RowKey row = state->row();
    Query how(*row.model);
    how.includes = includes;
    how.scoping = {.with_deleted = true, .by_default = false};
    how.raise_on_lazy = state->raises_on_lazy;
    const States found = find(session, row, how);
    if (found.empty())
        throw gone(row);
    load_again(state, found.front());
}

} // namespace gemel
