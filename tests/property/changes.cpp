// Each change in a transaction that is rolled back, so that the actions of foreign keys run, one after the other. Must
// not know how a definition was said.
#include "changes.hpp"

#include <set>

namespace property {

namespace {

/// Was a value given for createdAt or updatedAt, which an attribute may be declared to be?
bool gives_a_kept_timestamp(const Answer &answer)
{
    return answer.status == GEMEL_USAGE && answer.told().find("is kept by gemel") != std::string::npos;
}

/// SET DEFAULT and SET NULL may break a check, a unique attribute or another foreign key. A not null is broken only by
/// the null that a key gets as a foreign key and hands on.
void expect(const gemel_model *model, const char *what, const Answer &answer, const Rows &rows)
{
    static const std::set<gemel_status> documented{GEMEL_OK, GEMEL_FOREIGN_KEY, GEMEL_UNIQUE, GEMEL_CHECK};
    if (documented.count(answer.status) == 0 && !rows.hands_null_on(answer))
        throw Broken(std::string(gemel_model_name(model)) + ", " + what + ": " + answer.told());
}

/// The values of another row for what others may refer to: unique, but no primary key, which does not change.
Values other_keys(const gemel_model *model)
{
    Values values(gemel_values_new());
    for (std::size_t i = 0; i < gemel_model_attribute_count(model); ++i) {
        const gemel_attribute *attribute = gemel_model_attribute_at(model, i);
        if (!gemel_attribute_is_unique(attribute) || gemel_attribute_is_primary_key(attribute))
            continue;
        const std::string value = sample_of(attribute, 5);
        must("values", gemel_values_set_text, values.get(), gemel_attribute_name(attribute), value.c_str(),
             value.size());
    }
    return values;
}

template <typename Body> void with_first(gemel_session *session, const gemel_model *model, Body body)
{
    gemel_record *found = nullptr;
    must("begin", gemel_session_begin, session, nullptr);
    must("find_first", gemel_record_find_first, session, model, nullptr, nullptr, &found);
    if (const Record record(found); record)
        body(found);
    must("rollback", gemel_session_rollback, session);
}

} // namespace

void check_changes(const gemel_schema *schema, gemel_session *session, const Rows &rows)
{
    for (std::size_t i = 0; i < gemel_schema_model_count(schema); ++i) {
        const gemel_model *model = gemel_schema_model_at(schema, i);
        with_first(session, model, [&](gemel_record *record) {
            const Answer answer = ask(gemel_record_update, record, other_keys(model).get(), nullptr);
            if (!gives_a_kept_timestamp(answer))
                expect(model, "update", answer, rows);
        });
        with_first(session, model, [&](gemel_record *record) {
            expect(model, "destroy", ask(gemel_record_destroy, record, nullptr, nullptr), rows);
        });
    }
}

} // namespace property
