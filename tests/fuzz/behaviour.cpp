// All in one transaction, so that the tables are empty when they are dropped.
#include "behaviour.hpp"

#include <set>

namespace fuzz {

namespace {

struct Told {
    std::string text{};
    bool with_binds = false;

    void add(std::string_view line) { text.append(line).append("\n"); }
    void add(gemel_status status) { add(gemel_status_name(status)); }
};

extern "C" void behaviour_log(const gemel_log_event *event, void *user_data)
{
    auto &told = *static_cast<Told *>(user_data);
    told.add(gemel_log_event_sql(event));
    if (told.with_binds)
        told.add(gemel_log_event_binds(event));
    told.add(gemel_log_event_status(event));
}

/// One of two values that fit.
std::string sample(const gemel_attribute *attribute, bool second)
{
    switch (gemel_attribute_type(attribute)) {
    case GEMEL_TYPE_STRING:
    case GEMEL_TYPE_TEXT:
        return second ? "b" : "a";
    case GEMEL_TYPE_BOOLEAN:
        return second ? "false" : "true";
    case GEMEL_TYPE_BLOB:
        return second ? "00ff" : "01";
    case GEMEL_TYPE_UUID:
        return std::string("6ba7b810-9dad-11d1-80b4-00c04fd430c") + (second ? '8' : '9');
    case GEMEL_TYPE_DATE:
        return second ? "2024-02-29" : "1970-01-01";
    case GEMEL_TYPE_TIMESTAMP:
        return second ? "2024-02-29T12:00:00Z" : "1970-01-01T00:00:00Z";
    case GEMEL_TYPE_ENUM:
        return gemel_attribute_value_at(attribute, second ? gemel_attribute_value_count(attribute) - 1 : 0);
    default:
        return second ? "2" : "1";
    }
}

/// Written by gemel, and refused from others.
bool is_kept(const gemel_attribute *attribute)
{
    static const std::set<std::string_view> kept = {"createdAt",  "updatedAt",  "deletedAt", "version",
                                                    "created_at", "updated_at", "deleted_at"};
    return kept.contains(gemel_attribute_name(attribute));
}

enum class Extent { None, Necessary, All };

Values values_of(const gemel_model *model, Extent extent)
{
    Values out(gemel_values_new());
    for (std::size_t i = 0; extent != Extent::None && i < gemel_model_attribute_count(model); ++i) {
        const gemel_attribute *it = gemel_model_attribute_at(model, i);
        if (is_kept(it) || gemel_attribute_is_auto_increment(it) ||
            (extent == Extent::Necessary && gemel_attribute_is_nullable(it)))
            continue;
        const std::string text = sample(it, extent == Extent::All);
        call(gemel_values_set_text, out.get(), gemel_attribute_name(it), text.c_str(), text.size());
    }
    return out;
}

void add_steps(Told &told, const Plan &plan)
{
    for (std::size_t i = 0; i < gemel_plan_step_count(plan.get()); ++i)
        told.add(gemel_plan_step_sql(plan.get(), i));
}

void explain(Told &told, gemel_record *record, const gemel_association *association)
{
    const char *name = gemel_association_name(association);
    told.add(gemel_association_accessor(association, "get"));
    gemel_plan *out = nullptr;
    told.add(call(gemel_plan_explain_get, record, name, nullptr, &out));
    told.add(gemel_plan_json(Plan(out).get()));
    out = nullptr;
    told.add(call(gemel_plan_explain_unset, record, name, nullptr, &out));
    add_steps(told, Plan(out));
    out = nullptr;
    told.add(call(gemel_plan_explain_create, record, name, nullptr, nullptr, &out));
    add_steps(told, Plan(out));
}

void try_rows(Told &told, gemel_session *session, const gemel_model *model)
{
    for (const Extent extent : {Extent::None, Extent::Necessary, Extent::All}) {
        const Values values = values_of(model, extent);
        gemel_record *out = nullptr;
        told.add(call(gemel_record_create, session, model, values.get(), nullptr, &out));
        const Record record(out);
        for (std::size_t i = 0; out && i < gemel_model_association_count(model); ++i)
            explain(told, out, gemel_model_association_at(model, i));
        if (!out)
            continue;
        const Values others = values_of(model, Extent::All);
        told.add(call(gemel_record_update, out, others.get(), nullptr));
        if (extent != Extent::All) // who comes next may refer to it
            told.add(call(gemel_record_destroy, out, nullptr, nullptr));
    }
}

void try_query(Told &told, gemel_session *session, const gemel_model *model)
{
    gemel_query *out = nullptr;
    must("a query", gemel_query_new, model, &out);
    const Query query(out);
    int64_t count = 0;
    told.with_binds = true;
    told.add(call(gemel_query_count, out, session, &count));
    told.with_binds = false;
}

} // namespace

std::string behaviour(const gemel_schema *schema)
{
    Told told;
    const Options options(gemel_options_new());
    gemel_options_set_bool(options.get(), "logBinds", true, nullptr);
    gemel_database *database = nullptr;
    must("open", gemel_database_open, "sqlite::memory:", schema, options.get(), &database);
    const Database owned(database);
    must("log", gemel_database_set_log, database, behaviour_log, &told, nullptr);
    const gemel_status made = call(gemel_database_sync, database, nullptr);
    told.add(made);
    if (made != GEMEL_OK) // expressions and defaults in SQL are the author's own
        return told.text;
    must("sync again", gemel_database_sync, database, nullptr);
    gemel_session *session = nullptr;
    must("session", gemel_session_open, database, nullptr, &session);
    const Session owned_session(session);
    must("begin", gemel_session_begin, session, nullptr);
    for (std::size_t i = 0; i < gemel_schema_model_count(schema); ++i) {
        try_query(told, session, gemel_schema_model_at(schema, i));
        try_rows(told, session, gemel_schema_model_at(schema, i));
    }
    must("rollback", gemel_session_rollback, session);
    must("drop", gemel_database_drop, database, nullptr);
    return told.text;
}

} // namespace fuzz
