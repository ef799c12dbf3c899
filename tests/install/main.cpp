// A stranger's program in C++: the steps of main.c, with handles in smart pointers and failures as exceptions. It knows
// what a user knows, the public headers, and nothing of gemel's build.
#include <gemel/gemel.h>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

struct Free {
    void operator()(gemel_error *self) const { gemel_error_free(self); }
    void operator()(gemel_schema *self) const { gemel_schema_free(self); }
    void operator()(gemel_values *self) const { gemel_values_free(self); }
    void operator()(gemel_database *self) const { gemel_database_free(self); }
    void operator()(gemel_session *self) const { gemel_session_free(self); }
    void operator()(gemel_record *self) const { gemel_record_free(self); }
};

template <class T> using Handle = std::unique_ptr<T, Free>;

void check(gemel_status status, gemel_error *err)
{
    const Handle<gemel_error> error(err);
    if (status != GEMEL_OK)
        throw std::runtime_error(std::string(gemel_status_name(status)) + ": " + gemel_error_message(err));
}

// A call whose last parameters are T **out and gemel_error **err.
template <class T, class Call> Handle<T> make(Call call)
{
    T *out = nullptr;
    gemel_error *err = nullptr;
    const gemel_status status = call(&out, &err);
    check(status, err);
    return Handle<T>(out);
}

void run()
{
    gemel_error *err = nullptr;
    const Handle<gemel_schema> schema(gemel_schema_new());
    gemel_schema_add_model(schema.get(), "Person", nullptr, nullptr, nullptr);
    gemel_schema_add_attribute(schema.get(), "Person", "name", "string not null", nullptr, nullptr);
    gemel_status status = gemel_schema_resolve(schema.get(), &err);
    check(status, err);
    const gemel_model *person = nullptr;
    status = gemel_schema_find_model(schema.get(), "Person", &person, &err);
    check(status, err);

    const auto database = make<gemel_database>([&](gemel_database **out, gemel_error **error) {
        return gemel_database_open("sqlite::memory:", schema.get(), nullptr, out, error);
    });
    status = gemel_database_sync(database.get(), nullptr, &err);
    check(status, err);
    const auto session = make<gemel_session>([&](gemel_session **out, gemel_error **error) {
        return gemel_session_open(database.get(), nullptr, out, error);
    });

    const Handle<gemel_values> values(gemel_values_new());
    gemel_values_set_text(values.get(), "name", "Ada", GEMEL_NUL, nullptr);
    const auto created = make<gemel_record>([&](gemel_record **out, gemel_error **error) {
        return gemel_record_create(session.get(), person, GEMEL_VALUES(GEMEL_TEXT("name", "Ada")),
                                   GEMEL_OPTIONS(GEMEL_BOOL("validate", true)), out, error);
    });
    const auto found = make<gemel_record>([&](gemel_record **out, gemel_error **error) {
        return gemel_record_find_first(session.get(), person, values.get(), nullptr, out, error);
    });
    const char *name = nullptr;
    status = gemel_record_get_text(found.get(), "name", &name, nullptr, &err);
    check(status, err);
    if (std::string(name) != "Ada")
        throw std::runtime_error("the name that was stored is not the name that was read");
}

} // namespace

int main()
{
    try {
        run();
        return 0;
    } catch (const std::exception &failure) {
        std::cerr << "main.cpp: " << failure.what() << '\n';
        return 1;
    }
}
