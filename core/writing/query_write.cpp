// A statement that would write every row only because a filter was forgotten is refused.
#include "core/writing/query_write.hpp"

#include "core/association/steps.hpp"
#include "core/association/version.hpp"
#include "core/base/text.hpp"
#include "core/object/assign.hpp"
#include "core/object/refusal.hpp"
#include "core/reading/query.hpp"

namespace gemel {

namespace {

void require_rows(const Session &session, const Query &query)
{
    const bool says_more = !query.order.empty() || !query.after.empty() || query.limit || query.offset > 0 ||
                           query.includes || !query.attributes.empty() || !query.select.empty() ||
                           query.lock != query::Lock::None || query.raise_on_lazy;
    if (says_more)
        throw Failure(Status::USAGE, say("the query of ", query.model->name,
                                         " says more than which rows are written: give it a filter, or 'all'"));
    if (query.where.is_everything() && !query.all)
        throw Failure(Status::USAGE,
                      say("the query of ", query.model->name, " has no filter: say 'all' if every row is meant"));
    require_supported(session, query);
}

std::int64_t run(Session &session, std::string_view purpose, query::Statement statement)
{
    Plan plan;
    plan.steps.push_back({purpose, std::move(statement)});
    std::int64_t rows = 0;
    session.run(plan, [&](const Session::Results &results) { rows = results.front().affected; });
    return rows;
}

} // namespace

std::int64_t update_rows(Session &session, const Query &query, const Object &given, const SaveOptions &options)
{
    require_rows(session, query);
    const Model &model = *query.model;
    RowValues values;
    Validation validation(options.validate);
    for (const auto &[attribute, value] : named_values(model, given)) {
        if (attribute->primary_key || attribute == model.created_at || attribute == model.updated_at ||
            attribute == model.deleted_at || attribute == model.version)
            throw Failure(Status::USAGE, say(model.name, ".", attribute->name,
                                             attribute->primary_key ? " is the primary key, which stored rows keep"
                                                                    : " is kept by gemel"));
        validation.take(*attribute, value, values);
    }
    validation.row(State(model), values, Validation::Extent::Part);
    validation.ask(session);
    validation.raise();
    if (values.empty())
        throw Failure(Status::USAGE, say("an update of ", model.name, " rows has no values"));
    if (model.updated_at && !options.silent)
        values.emplace_back(model.updated_at, session.now());
    query::Update update{model.table, {}, meant_rows(query)};
    for (const auto &[attribute, value] : values)
        update.values.push_back(assignment(*attribute, value));
    version::count(update, model);
    return run(session, "update", std::move(update));
}

std::int64_t destroy_rows(Session &session, const Query &query, const DestroyOptions &options)
{
    require_rows(session, query);
    const Model &model = *query.model;
    if (options.force)
        return run(session, "delete", query::Delete{model.table, meant_rows(query)});
    return run(session, "delete",
               steps::destruction(model, meant_rows(query), {Displace::Destroy, session.now(), session.now()}));
}

} // namespace gemel
