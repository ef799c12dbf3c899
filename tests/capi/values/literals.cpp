// gemel/literal.h from C++: the same literals, until the end of the full expression. It must not test what they mean,
// nor what is refused in them: test_literals.c does. Reports in TAP.
#include <gemel/gemel.h>

#include <cstdio>
#include <cstring>
#include <new>
#include <string>

namespace {

int tests = 0, failures = 0;

void check(bool holds, const char *what)
{
    ++tests;
    failures += holds ? 0 : 1;
    std::printf("%s %d - %s\n", holds ? "ok" : "not ok", tests, what);
}

/// What a builder makes of values, as JSON; or the message of what refused them.
std::string shown(gemel_session *session, const gemel_model *model, const gemel_values *values)
{
    gemel_record *record = nullptr;
    gemel_error *error = nullptr;
    const char *json = "";
    std::string text;
    if (gemel_record_build(session, model, values, &record, &error) == GEMEL_OK &&
        gemel_record_to_json(record, &json, nullptr, &error) == GEMEL_OK)
        text = json;
    else
        text = gemel_error_message(error);
    gemel_error_free(error);
    gemel_record_free(record);
    return text;
}

void run(gemel_session *session, const gemel_model *thing)
{
    const std::string name = "Ada";
    check(shown(session, thing,
                GEMEL_VALUES(GEMEL_TEXT_N("name", name.data(), name.size()), GEMEL_INT("whole", 36),
                             GEMEL_NESTED("doc", GEMEL_LIST("l", GEMEL_DOUBLE(nullptr, 0.5), GEMEL_BOOL(nullptr, true)),
                                          GEMEL_NULL("n")))) ==
              R"({"id":null,"whole":36,"name":"Ada","doc":{"l":[0.5,true],"n":null}})",
          "a literal among the arguments holds all of its items");
    gemel_records *found = nullptr;
    check(gemel_records_find_all(session, thing, GEMEL_VALUES(GEMEL_LIST("whole", GEMEL_INT(nullptr, 1))),
                                 GEMEL_OPTIONS(GEMEL_TEXT("order", "name"), GEMEL_INT("limit", 1)), &found,
                                 nullptr) == GEMEL_OK,
          "options are literals too");
    gemel_records_free(found);
    // What a program finds that keeps the pointer of one, as C may: bytes of an object that is over.
    using Literal = gemel_literal_of<gemel_values, GEMEL_LITERAL_VALUES>;
    alignas(Literal) unsigned char place[sizeof(Literal)];
    const unsigned char *volatile kept = place; // the compiler may not know either where it leads
    (new (place) Literal({GEMEL_INT("whole", 36), gemel_value_end()}))->~Literal();
    gemel_literal left{};
    std::memcpy(&left.mark, kept, sizeof left.mark);
    check(left.mark == GEMEL_LITERAL_GONE, "a literal that is gone says so");
    check(shown(session, thing, reinterpret_cast<const gemel_values *>(&left)).find("full expression") !=
              std::string::npos,
          "a literal that is gone is refused");
}

} // namespace

int main()
{
    gemel_schema *schema = gemel_schema_new();
    const gemel_model *thing = nullptr;
    gemel_database *database = nullptr;
    gemel_session *session = nullptr;
    gemel_schema_add_model(schema, "Thing", nullptr, nullptr, nullptr);
    gemel_schema_add_attribute(schema, "Thing", "whole", nullptr, GEMEL_OPTIONS(GEMEL_TEXT("type", "integer")),
                               nullptr);
    gemel_schema_add_attribute(schema, "Thing", "name", "string", nullptr, nullptr);
    gemel_schema_add_attribute(schema, "Thing", "doc", "json", nullptr, nullptr);
    const bool opened = gemel_schema_resolve(schema, nullptr) == GEMEL_OK &&
                        gemel_schema_find_model(schema, "Thing", &thing, nullptr) == GEMEL_OK &&
                        gemel_database_open("sqlite::memory:", schema, nullptr, &database, nullptr) == GEMEL_OK &&
                        gemel_database_sync(database, nullptr, nullptr) == GEMEL_OK &&
                        gemel_session_open(database, nullptr, &session, nullptr) == GEMEL_OK;
    check(opened, "a schema declared with literals opens");
    if (opened)
        run(session, thing);
    gemel_session_free(session);
    gemel_database_free(database);
    gemel_schema_free(schema);
    std::printf("1..%d\n", tests);
    return failures > 0;
}
