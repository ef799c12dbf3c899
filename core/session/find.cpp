// Finding. Names and values are checked before any statement.
#include "core/session/find.hpp"

#include "core/base/text.hpp"
#include "core/model/where.hpp"
#include "core/session/assign.hpp"
#include "core/session/refusal.hpp"

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

query::Condition where_condition(const Model &model, const Object &where)
{
    std::vector<Violation> violations;
    query::Condition condition =
        where_condition(model, where, [&](const Attribute &attribute, const std::string &complaint) {
            violations.push_back(does_not_fit(attribute, complaint));
        });
    if (!violations.empty())
        refuse(std::move(violations));
    return condition;
}

States find(Session &session, const RowKey &row, const IncludesPtr &includes, const Scoping &scoping)
{
    const Model &model = *row.model;
    // By its primary key a row needs no order.
    query::Select select = select_with(model, visible(model, scoping, is_row(row)), includes ? *includes : Includes{});
    select.order.clear();
    return make_states(model, includes, session.execute(select).rows);
}

States find_where(Session &session, const Model &model, const Object &where, std::optional<std::int64_t> limit,
                  const IncludesPtr &includes, const Scoping &scoping)
{
    const query::Select select = select_with(model, visible(model, scoping, where_condition(model, where)),
                                             includes ? *includes : Includes{}, limit);
    return make_states(model, includes, session.execute(select).rows);
}

void reload(Session &session, const std::shared_ptr<State> &state, const IncludesPtr &includes)
{
    require_stored(*state, "reloaded");
    const RowKey row = state->row();
    query::Select select = select_with(*row.model, is_row(row), includes ? *includes : Includes{});
    select.order.clear();
    const driver::Result result = session.execute(select);
    if (result.rows.size() == 0)
        throw gone(row);
    load_again(state, includes, result.rows);
}

} // namespace gemel
