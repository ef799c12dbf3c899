// A statement that would write every row only because a filter was forgotten is refused.
#include "core/writing/rows.hpp"

#include "core/association/steps.hpp"
#include "core/association/touch.hpp"
#include "core/association/version.hpp"
#include "core/base/text.hpp"
#include "core/object/assign.hpp"
#include "core/object/refusal.hpp"
#include "core/reading/fetch.hpp"

namespace gemel {

namespace {

/// The step that writes the rows comes last, after those that touch their owners.
std::int64_t run(Session &session, Plan plan, std::string_view purpose, statement::Statement statement)
{
    plan.steps.push_back({purpose, std::move(statement)});
    std::int64_t rows = 0;
    session.run(plan, [&](const Session::Results &results) { rows = results.back().affected; });
    return rows;
}

} // namespace

void require_rows(const Session &session, const Query &query)
{
    const bool says_more = !query.order.empty() || !query.after.empty() || query.limit || query.offset > 0 ||
                           query.includes || !query.attributes.empty() || !query.select.empty() ||
                           query.lock != statement::Lock::None || query.raise_on_lazy;
    if (says_more)
        throw Failure(Status::USAGE, say("the query of ", query.model->name,
                                         " says more than which rows are written: give it a filter, or 'all'"));
    if (query.where.is_everything() && !query.all)
        throw Failure(Status::USAGE,
                      say("the query of ", query.model->name, " has no filter: say 'all' if every row is meant"));
    require_supported(session, query);
}

RowValues values_of_rows(const Model &model, const Object &given)
{
    RowValues values = named_values(model, given);
    for (const auto &[attribute, value] : values)
        if (attribute->primary_key || attribute == model.created_at || attribute == model.updated_at ||
            attribute == model.deleted_at || attribute == model.version)
            throw Failure(Status::USAGE, say(model.name, ".", attribute->name,
                                             attribute->primary_key ? " is the primary key, which stored rows keep"
                                                                    : " is kept by gemel"));
    if (values.empty())
        throw Failure(Status::USAGE, say("an update of ", model.name, " rows has no values"));
    return values;
}

std::int64_t update_rows(Session &session, const Query &query, const RowValues &given, const SaveOptions &options)
{
    const Model &model = *query.model;
    RowValues values;
    Validation validation(options.validate);
    for (const auto &[attribute, value] : given)
        validation.take(*attribute, value, values);
    validation.row(State(model), values, Validation::Extent::Part);
    validation.raise();
    const Manner manner{{}, options.silent ? std::nullopt : std::optional<Value>(session.now())};
    Plan plan;
    touch_owners(plan, model, meant_rows(query), values, manner);
    if (model.updated_at && manner.now)
        values.emplace_back(model.updated_at, *manner.now);
    statement::Update update{model.table, {}, meant_rows(query)};
    for (const auto &[attribute, value] : values)
        update.values.push_back(assignment(*attribute, value));
    version::count(update, model);
    return run(session, std::move(plan), "update", std::move(update));
}

std::int64_t destroy_rows(Session &session, const Query &query, const DestroyOptions &options)
{
    const Model &model = *query.model;
    const Manner manner{Displace::Destroy, session.now(), session.now()};
    Plan plan;
    touch_owners(plan, model, meant_rows(query), {}, manner);
    if (options.force)
        return run(session, std::move(plan), "delete", statement::Delete{model.table, meant_rows(query)});
    return run(session, std::move(plan), "delete", steps::destruction(model, meant_rows(query), manner));
}

} // namespace gemel
