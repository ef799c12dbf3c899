// Queries on rows that are always the same: all, count, exists, first and a cursor give the same; a filter and its not
// are all rows; a query is what it says as JSON.
#include "arguments.hpp"
#include "target.hpp"

#include "../property/random.hpp"

#include <algorithm>
#include <optional>

namespace fuzz {

namespace {

using Keys = std::vector<std::string>;

struct Stage {
    Database database;
    Session session;
};

/// The first rows, and some more by chance.
Stage make_stage()
{
    gemel_database *database = nullptr;
    gemel_session *session = nullptr;
    must("open", gemel_database_open, "sqlite::memory:", plain_models(), nullptr, &database);
    must("sync", gemel_database_sync, database, nullptr);
    must("session", gemel_session_open, database, nullptr, &session);
    for (gemel_record *it : first_records(plain_models(), session))
        gemel_record_free(it);
    property::Random random(20240229);
    for (std::size_t i = 0; i < 200; ++i) {
        std::uint8_t bytes[64];
        std::generate(std::begin(bytes), std::end(bytes), [&] { return static_cast<std::uint8_t>(random.next()); });
        Input in(bytes, sizeof bytes);
        const gemel_model *model =
            gemel_schema_model_at(plain_models(), in.below(gemel_schema_model_count(plain_models())));
        const Values values = choose_values(in, model, true);
        gemel_record *made = nullptr;
        if (call(gemel_record_create, session, model, values.get(), nullptr, &made) == GEMEL_OK && i % 3 == 0)
            call(gemel_record_destroy, made, nullptr, nullptr); // some are marked as deleted, and stay
        gemel_record_free(made);
    }
    return {Database(database), Session(session)};
}

gemel_session *session()
{
    static const Stage stage = make_stage();
    return stage.session.get();
}

std::string as_json(const gemel_query *query)
{
    const char *json = nullptr;
    std::size_t length = 0;
    must("to_json", gemel_query_to_json, query, &json, &length);
    return std::string(json, length);
}

Query merged(const gemel_query *query, const std::string &json)
{
    gemel_query *out = nullptr;
    const gemel_status status = call(gemel_query_merge_json, query, json.c_str(), json.size(), &out);
    require((status == GEMEL_OK) == (out != nullptr), "a query, or not?");
    require(status == GEMEL_OK || status == GEMEL_USAGE || status == GEMEL_VALIDATION || status == GEMEL_UNSUPPORTED,
            std::string("a query is refused with ") + gemel_status_name(status));
    return Query(out);
}

Query all_of(const gemel_model *model)
{
    gemel_query *out = nullptr;
    must("query_new", gemel_query_new, model, &out);
    return Query(out);
}

std::optional<Keys> ask(const gemel_query *query)
{
    gemel_records *out = nullptr;
    const gemel_status status = call(gemel_query_all, query, session(), &out);
    require(status == GEMEL_OK || status == GEMEL_USAGE || status == GEMEL_UNSUPPORTED || status == GEMEL_VALIDATION,
            std::string("all fails with ") + gemel_status_name(status));
    const Records found(out);
    if (!out)
        return std::nullopt;
    Keys keys;
    for (std::size_t i = 0; i < gemel_records_count(out); ++i)
        keys.push_back(row_key(gemel_records_at(out, i)));
    return keys;
}

void try_cursor(const gemel_query *query, const Keys &keys)
{
    const Options options(gemel_options_new());
    gemel_options_set_int(options.get(), "batchSize", 3, nullptr);
    gemel_cursor *out = nullptr;
    must("cursor", gemel_query_cursor, query, session(), options.get(), &out);
    const Cursor cursor(out);
    for (const std::string &key : keys) {
        gemel_record *record = nullptr;
        must("next", gemel_cursor_next, out, &record);
        const Record owned(record);
        require(record && row_key(record) == key, "the cursor gives other rows than all");
    }
    gemel_record *none = nullptr;
    must("next at the end", gemel_cursor_next, out, &none);
    require(none == nullptr, "the cursor gives more rows than all");
}

/// Each way to ask answers the same.
void try_ways(const gemel_query *query, const Keys &keys)
{
    int64_t count = -1;
    bool exists = false;
    gemel_record *first = nullptr;
    must("count", gemel_query_count, query, session(), &count);
    require(count == std::ssize(keys), "count is not what all gives");
    must("exists", gemel_query_exists, query, session(), &exists);
    require(exists == !keys.empty(), "exists is not what all gives");
    must("first", gemel_query_first, query, session(), nullptr, &first);
    const Record owned(first);
    require(first ? !keys.empty() && row_key(first) == keys.front() : keys.empty(), "first is not what all gives");
    try_cursor(query, keys);
    gemel_rows *rows = nullptr;
    if (call(gemel_query_values, query, session(), &rows) == GEMEL_OK)
        require(gemel_rows_count(rows) == keys.size(), "values are of more or fewer rows than all");
    gemel_rows_free(rows);
}

/// The same rows in the same order, from and to.
void try_pages(const gemel_query *query, const Keys &keys, Input &in)
{
    const std::size_t limit = in.below(4), offset = in.below(4);
    gemel_query *limited = nullptr, *page = nullptr;
    must("limit", gemel_query_limit, query, static_cast<int64_t>(limit), &limited);
    const Query owned(limited);
    must("offset", gemel_query_offset, limited, static_cast<int64_t>(offset), &page);
    const Query owned_page(page);
    const auto found = ask(page);
    const std::size_t begin = std::min(offset, keys.size()), end = std::min(begin + limit, keys.size());
    const Keys expected(keys.begin() + static_cast<std::ptrdiff_t>(begin),
                        keys.begin() + static_cast<std::ptrdiff_t>(end));
    require(found == expected, "limit and offset are no part of all");
}

/// A filter and its not are all rows, and none is in both. The query has a filter and nothing else.
void try_not(const gemel_model *model, const gemel_query *query, const Keys &keys, Input &in)
{
    gemel_query *out = nullptr;
    must("not", gemel_query_not, query, &out);
    const Query opposite(out);
    auto others = ask(out);
    require(others.has_value(), "not of a query cannot be asked");
    others->insert(others->end(), keys.begin(), keys.end());
    std::sort(others->begin(), others->end());
    auto everybody = ask(all_of(model).get());
    std::sort(everybody->begin(), everybody->end());
    require(others == everybody, "a filter and its not are not all rows");
    must("or", gemel_query_or, query, opposite.get(), &out);
    const Query either(out);
    require(ask(out)->size() == everybody->size(), "a filter or its not are not all rows");
    // What it says of the rows it also says of those that it writes.
    must("begin", gemel_session_begin, session(), nullptr);
    int64_t count = -1;
    const bool has_filter = as_json(query).find("\"where\"") != std::string::npos;
    if (has_filter && in.byte() % 4U == 0 && call(gemel_query_destroy, query, session(), nullptr, &count) == GEMEL_OK) {
        // Rows that go because another one goes are not counted.
        require(count <= std::ssize(keys), "destroy is of more rows than all");
        const auto left = ask(all_of(model).get());
        for (const std::string &key : keys) // others may fulfil the filter by now
            require(std::find(left->begin(), left->end(), key) == left->end(), "destroy leaves a row that all gives");
    }
    must("rollback", gemel_session_rollback, session());
}

void try_query(const gemel_model *model, const std::string &json, bool only_filter, Input &in)
{
    trace(std::string(gemel_model_name(model)) + " " + json);
    const Query all = all_of(model);
    const Query query = merged(all.get(), json);
    if (!query)
        return;
    const std::string written = as_json(query.get());
    const Query again = merged(all.get(), written);
    require(again != nullptr, "a query is refused as it was written: " + written);
    require(as_json(again.get()) == written, "a query is not the same when it was read back: " + written);
    const auto keys = ask(query.get());
    require(ask(again.get()) == keys, "a query that was read back gives other rows: " + written);
    if (!keys)
        return;
    try_ways(query.get(), *keys);
    if (only_filter) {
        try_pages(query.get(), *keys, in);
        try_not(model, query.get(), *keys, in);
    }
}

} // namespace

} // namespace fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace fuzz;
    Input in(data, size);
    const gemel_model *model =
        gemel_schema_model_at(plain_models(), in.below(gemel_schema_model_count(plain_models())));
    switch (in.byte() % 4U) {
    case 0:
        try_query(model, std::string(in.rest()), false, in);
        break;
    case 1:
        try_query(model, "{\"where\": " + choose_filter(in, model, 3) + "}", true, in);
        break;
    case 2:
        try_query(model, choose_query(in, model, true), false, in);
        break;
    default:
        try_query(model, "{\"where\": " + std::string(in.rest()) + "}", false, in);
    }
    return 0;
}
