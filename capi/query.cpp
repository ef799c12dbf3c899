// Queries as handles.
#include "gemel/query.h"

#include "capi/session_model.hpp"
#include "core/base/json.hpp"
#include "core/reading/sql_query.hpp"
#include "gemel/rows.h"

using namespace gemel::capi;
using gemel::Node;
using gemel::QueryBuilder;
using gemel::Value;

namespace {

/// A query that is made of another: `make` is given that.
template <typename Make>
gemel_status step(const gemel_query *self, gemel_query **out, gemel_error **err, Make make) noexcept
{
    return guard(err, [&] {
        clear(out, "out");
        *out = std::make_unique<gemel_query>(make(*use(self, "self").builder)).release();
    });
}

template <typename Number>
gemel_status where(const gemel_query *self, const char *path, const char *compare, Number value, gemel_query **out,
                   gemel_error **err) noexcept
{
    return step(self, out, err, [&](const QueryBuilder &builder) {
        return builder.where(name_of(path, "path"), name_of(compare, "compare"), value);
    });
}

/// Asks in a session.
template <typename T, typename Ask>
gemel_status call_on(const gemel_query *self, gemel_session *session, T *out, gemel_error **err, Ask ask) noexcept
{
    return guard(err, [&] {
        clear(out, "out");
        const SessionModel in(session, self);
        const auto builder = self->builder; // callbacks may free the handle
        *out = ask(in.session, *builder);
    });
}

/// Writes rows; the count may be NULL.
template <typename Write>
gemel_status write(const gemel_query *self, gemel_session *session, int64_t *out, gemel_error **err,
                   Write write) noexcept
{
    return guard(err, [&] {
        if (out)
            *out = 0;
        const SessionModel in(session, self);
        const auto builder = self->builder;
        const int64_t rows = write(in.session, builder->query());
        if (out)
            *out = rows;
    });
}

} // namespace

gemel_status gemel_query_new(const gemel_model *model, gemel_query **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        *out = new gemel_query(QueryBuilder(use_part<gemel::Model>(model, "model"), {}));
    });
}

gemel_status gemel_query_merge_json(const gemel_query *self, const char *json, size_t length, gemel_query **out,
                                    gemel_error **err)
{
    return step(self, out, err, [&](const QueryBuilder &builder) {
        return builder.with(gemel::parse_json_object(text_of(json, length, "json", "")));
    });
}

gemel_status gemel_query_to_json(const gemel_query *self, const char **json, size_t *length, gemel_error **err)
{
    return guard(err, [&] {
        clear(json, "json");
        if (length)
            *length = 0;
        const gemel_query &query = use(self, "self");
        std::call_once(query.written, [&] { query.json = gemel::to_json(Node{query.builder->members()}); });
        *json = query.json.data();
        if (length)
            *length = query.json.size();
    });
}

void gemel_query_free(gemel_query *self)
{
    delete self;
}

gemel_status gemel_query_where(const gemel_query *self, const gemel_values *where, gemel_query **out, gemel_error **err)
{
    return step(self, out, err, [&](const QueryBuilder &builder) {
        return builder.with("where", Node{gemel::Object(members_of(&need(where, "where"), "where"))});
    });
}

gemel_status gemel_query_where_text(const gemel_query *self, const char *path, const char *compare, const char *text,
                                    size_t length, gemel_query **out, gemel_error **err)
{
    return step(self, out, err, [&](const QueryBuilder &builder) {
        const std::string_view name = name_of(path, "path");
        return builder.where(name, name_of(compare, "compare"), std::string(text_of(text, length, "text", name)));
    });
}

gemel_status gemel_query_where_bool(const gemel_query *self, const char *path, const char *compare, bool value,
                                    gemel_query **out, gemel_error **err)
{
    return where(self, path, compare, value, out, err);
}

gemel_status gemel_query_where_int(const gemel_query *self, const char *path, const char *compare, int64_t value,
                                   gemel_query **out, gemel_error **err)
{
    return where(self, path, compare, value, out, err);
}

gemel_status gemel_query_where_double(const gemel_query *self, const char *path, const char *compare, double value,
                                      gemel_query **out, gemel_error **err)
{
    return where(self, path, compare, value, out, err);
}

gemel_status gemel_query_or(const gemel_query *self, const gemel_query *other, gemel_query **out, gemel_error **err)
{
    return step(self, out, err,
                [&](const QueryBuilder &builder) { return builder.either(*use(other, "other").builder); });
}

gemel_status gemel_query_not(const gemel_query *self, gemel_query **out, gemel_error **err)
{
    return step(self, out, err, [](const QueryBuilder &builder) { return builder.negated(); });
}

gemel_status gemel_query_order(const gemel_query *self, const char *words, gemel_query **out, gemel_error **err)
{
    return step(self, out, err, [&](const QueryBuilder &builder) {
        return builder.with("order", Node{Value(std::string(name_of(words, "words")))});
    });
}

gemel_status gemel_query_limit(const gemel_query *self, int64_t limit, gemel_query **out, gemel_error **err)
{
    return step(self, out, err, [&](const QueryBuilder &builder) { return builder.with("limit", Node{Value(limit)}); });
}

gemel_status gemel_query_offset(const gemel_query *self, int64_t offset, gemel_query **out, gemel_error **err)
{
    return step(self, out, err,
                [&](const QueryBuilder &builder) { return builder.with("offset", Node{Value(offset)}); });
}

gemel_status gemel_query_after(const gemel_query *self, const gemel_record *record, gemel_query **out,
                               gemel_error **err)
{
    return step(self, out, err, [&](const QueryBuilder &builder) { return builder.after(*record_of(record).state()); });
}

gemel_status gemel_query_include(const gemel_query *self, const char *association, const gemel_options *options,
                                 gemel_query **out, gemel_error **err)
{
    return step(self, out, err, [&](const QueryBuilder &builder) {
        return builder.including(name_of(association, "association"), members_of(options));
    });
}

gemel_status gemel_query_all(const gemel_query *self, gemel_session *session, gemel_records **out, gemel_error **err)
{
    return call_on(self, session, out, err, [](const gemel::SessionPtr &on, const QueryBuilder &builder) {
        return hand_out(gemel::Records(on, gemel::calls::find_all(on, builder.query())));
    });
}

gemel_status gemel_query_first(const gemel_query *self, gemel_session *session, const gemel_options *options,
                               gemel_record **out, gemel_error **err)
{
    return call_on(self, session, out, err, [&](const gemel::SessionPtr &on, const QueryBuilder &builder) {
        const std::string where = gemel::say("finding a ", builder.model().name);
        OptionsReader members(options, where, gemel::CallName::query_first);
        const gemel::calls::FindOptions how{members.flag("rejectOnEmpty"), builder.query()};
        members.refuse_unknown();
        gemel::StatePtr found = gemel::calls::find_first(on, builder.members(), how);
        return found ? hand_out(std::make_unique<gemel::Record>(on, std::move(found))) : nullptr;
    });
}

gemel_status gemel_query_count(const gemel_query *self, gemel_session *session, int64_t *out, gemel_error **err)
{
    return call_on(self, session, out, err, [](const gemel::SessionPtr &on, const QueryBuilder &builder) {
        return gemel::calls::count(on, builder.query());
    });
}

gemel_status gemel_query_exists(const gemel_query *self, gemel_session *session, bool *out, gemel_error **err)
{
    return call_on(self, session, out, err, [](const gemel::SessionPtr &on, const QueryBuilder &builder) {
        return gemel::calls::exists(on, builder.query());
    });
}

gemel_status gemel_query_values(const gemel_query *self, gemel_session *session, gemel_rows **out, gemel_error **err)
{
    return call_on(self, session, out, err, [](const gemel::SessionPtr &on, const QueryBuilder &builder) {
        return new gemel_rows(gemel::calls::find_values(on, builder.query()));
    });
}

gemel_status gemel_query_update(const gemel_query *self, gemel_session *session, const gemel_values *values,
                                const gemel_options *options, int64_t *out, gemel_error **err)
{
    return write(self, session, out, err, [&](const gemel::SessionPtr &on, const gemel::Query &query) {
        const auto members = kept(&need(values, "values"));
        const std::string where = gemel::say("update of ", query.model->name, " rows");
        const gemel::SaveOptions how = gemel::save_options(members_of(options), where, gemel::CallName::query_update);
        return gemel::calls::update_rows(on, query, *members, how);
    });
}

gemel_status gemel_query_destroy(const gemel_query *self, gemel_session *session, const gemel_options *options,
                                 int64_t *out, gemel_error **err)
{
    return write(self, session, out, err, [&](const gemel::SessionPtr &on, const gemel::Query &query) {
        const std::string where = gemel::say("destroy of ", query.model->name, " rows");
        const gemel::DestroyOptions how =
            gemel::destroy_options(members_of(options), where, gemel::CallName::query_destroy);
        return gemel::calls::destroy_rows(on, query, how);
    });
}

gemel_status gemel_records_query_sql(gemel_session *session, const gemel_model *model, const char *sql, size_t length,
                                     const gemel_values *values, gemel_records **out, gemel_error **err)
{
    return guard(err, [&] {
        clear(out, "out");
        const SessionModel in(session, model);
        const std::string_view statement = text_of(sql, length, "sql", "");
        const auto binds = kept(values);
        std::unique_ptr<gemel_records> made(
            hand_out(gemel::Records(in.session, gemel::States()))); // before: afterwards nothing may fail
        made->records = gemel::Records(in.session, gemel::calls::query_sql(in.session, in.model, statement, *binds));
        *out = made.release();
    });
}
