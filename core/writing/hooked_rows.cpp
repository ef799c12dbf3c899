// The rows are those that fulfil the query at first, and locked as the one statement would lock them: what is done to
// one of them may make others fulfil it, or no more. Each is read when its turn comes, because what was done to those
// before it may have changed it, or taken it away.
#include "core/writing/hooked_rows.hpp"

#include "core/association/steps.hpp"
#include "core/object/load.hpp"
#include "core/writing/hooked_row.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace gemel::hooked {

namespace {

std::vector<RowKey> locked_keys(Session &session, const Query &query, statement::Lock lock)
{
    const Model &model = *query.model;
    statement::Select select{model.table, primary_key_columns(model), meant_rows(query), by_primary_key(model), {},
                             lock};
    const Session::Call call(session);
    const driver::Rows rows = session.execute(select).rows;
    std::vector<std::size_t> columns(model.primary_key.size());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    std::vector<RowKey> keys;
    keys.reserve(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        RowKey &key = keys.emplace_back(RowKey{&model, {}});
        for (const std::size_t i : columns)
            key.values.push_back(read_value(*model.primary_key[i], rows, rows.at(row, i), {&model, &columns, row}));
    }
    return keys;
}

std::int64_t for_each_row(const Hooks &hooks, const Query &query, statement::Lock lock,
                          const std::function<bool(const StatePtr &)> &write)
{
    std::int64_t written = 0;
    for (const RowKey &key : locked_keys(hooks.session(), query, lock)) {
        const statement::Condition row = query.scoping.with_deleted ? is_row(key) : living(*query.model, is_row(key));
        for (const StatePtr &state : locked_rows(hooks.session(), *query.model, row, lock))
            written += write(state) ? 1 : 0;
    }
    return written;
}

/// Is there a place whose owner must have such a row, and that this may take it from?
bool may_unlink(const Attribute &attribute) noexcept
{
    const auto &places = attribute.model->bound_to;
    return std::any_of(places.begin(), places.end(), [&](const Association *place) {
        return place->foreign_key == &attribute || std::any_of(place->scope.begin(), place->scope.end(),
                                                               [&](const auto &it) { return it.first == &attribute; });
    });
}

} // namespace

bool is_updated_in_steps(const Model &model, const RowValues &values, const SaveOptions &options) noexcept
{
    const bool asks =
        options.validate && (!model.validators.empty() || std::any_of(values.begin(), values.end(), [](const auto &it) {
            return !it.first->validators.custom.empty();
        }));
    return asks || (options.hooks && !model.hooks.empty()) ||
           std::any_of(values.begin(), values.end(), [](const auto &it) { return may_unlink(*it.first); });
}

std::int64_t update_rows(const Hooks &hooks, const Query &query, const Object &values, const SaveOptions &options)
{
    return for_each_row(hooks, query, statement::Lock::Change, [&](const StatePtr &row) {
        hooked::update(hooks, row, values, options);
        return true;
    });
}

std::int64_t destroy_rows(const Hooks &hooks, const Query &query, const DestroyOptions &options)
{
    return for_each_row(hooks, query, statement::Lock::Remove,
                        [&](const StatePtr &row) { return hooked::destroy(hooks, row, options); });
}

} // namespace gemel::hooked
