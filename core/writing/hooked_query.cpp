// Keys are read a portion at a time, up to the last one that there was at first: what hooks add is not met. The row of
// each is read when its turn comes, because what was done to those before it may have changed it, or taken it away.
#include "core/writing/hooked_query.hpp"

#include "core/reading/reading.hpp"
#include "core/writing/hooked_row.hpp"

#include <algorithm>
#include <functional>

namespace gemel::hooked {

namespace {

class Portions {
public:
    Portions(Session &session, const Query &query) : session_(session), keys_(query)
    {
        keys_.all = false;
        keys_.attributes = query.model->primary_key;
        keys_.limit = portion;
        Query last = keys_;
        for (const Attribute *attribute : query.model->primary_key)
            last.order.push_back({Term{{}, attribute}, true});
        last.limit = 1;
        if (const States states = rows(last); !states.empty())
            last_ = states.front()->row().values;
    }

    /// The next keys; none at the end.
    std::vector<RowKey> next()
    {
        if (!last_)
            return {};
        std::vector<RowKey> out;
        for (const StatePtr &state : rows(keys_))
            out.push_back(state->row());
        if (!out.empty())
            keys_.after = out.back().values;
        return out;
    }

private:
    static constexpr std::int64_t portion = 500;

    States rows(const Query &query)
    {
        const Session::Call call(session_);
        query::Select select = select_rows(query);
        if (last_) {
            Query behind(*query.model);
            behind.scoping = {false, false};
            behind.after = *last_;
            select.where = query::all_of({std::move(select.where), query::negated(meant_rows(behind))});
        }
        return read_objects(session_, query, session_.execute(select).rows);
    }

    Session &session_;
    Query keys_;
    std::optional<std::vector<Value>> last_;
};

std::int64_t for_each_row(const Hooks &hooks, const Query &query, query::Lock lock,
                          const std::function<bool(const StatePtr &)> &write)
{
    std::int64_t written = 0;
    hooks.host({}, [&] {
        written = 0;
        Portions portions(hooks.session(), query);
        for (std::vector<RowKey> keys = portions.next(); !keys.empty(); keys = portions.next())
            for (const RowKey &key : keys)
                for (const StatePtr &row :
                     locked_rows(hooks.session(), *query.model, query::all_of({is_row(key), meant_rows(query)}), lock))
                    written += write(row) ? 1 : 0;
    });
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

std::int64_t update_rows(const std::shared_ptr<Session> &session, const Query &query, const Object &values,
                         const SaveOptions &options)
{
    const Hooks hooks(session, options.hooks);
    return for_each_row(hooks, query, query::Lock::Change, [&](const StatePtr &row) {
        hooked::update(hooks, row, values, options);
        return true;
    });
}

std::int64_t destroy_rows(const std::shared_ptr<Session> &session, const Query &query, const DestroyOptions &options)
{
    const Hooks hooks(session, options.hooks);
    return for_each_row(hooks, query, query::Lock::Remove,
                        [&](const StatePtr &row) { return hooked::destroy(hooks, row, options); });
}

} // namespace gemel::hooked
