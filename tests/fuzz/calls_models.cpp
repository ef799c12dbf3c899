// Hooks of every event and validators everywhere: what they do is armed elsewhere.
#include "calls_models.hpp"

#include <array>

namespace fuzz {

namespace {

void add_hooks(gemel_schema *schema, const gemel_schema *plain)
{
    for (std::size_t i = 0; i < gemel_schema_model_count(plain); ++i) {
        const gemel_model *model = gemel_schema_model_at(plain, i);
        for (int event = GEMEL_HOOK_BEFORE_VALIDATE; event <= GEMEL_HOOK_AFTER_DESTROY; ++event)
            gemel_schema_add_hook(schema, gemel_model_name(model), nullptr, event, calls_hook, nullptr, nullptr,
                                  nullptr);
        for (std::size_t j = 0; j < gemel_model_association_count(model); ++j)
            for (const int event : {GEMEL_HOOK_BEFORE_SET, GEMEL_HOOK_AFTER_SET})
                gemel_schema_add_hook(schema, gemel_model_name(model),
                                      gemel_association_name(gemel_model_association_at(model, j)), event, calls_hook,
                                      nullptr, nullptr, nullptr);
    }
}

void add_validators(gemel_schema *schema, const gemel_schema *plain)
{
    for (std::size_t i = 0; i < gemel_schema_model_count(plain); ++i) {
        const gemel_model *model = gemel_schema_model_at(plain, i);
        gemel_schema_add_validator(schema, gemel_model_name(model), nullptr, calls_validator, nullptr, nullptr,
                                   nullptr);
        gemel_schema_add_validator(schema, gemel_model_name(model),
                                   gemel_attribute_name(gemel_model_attribute_at(model, 1)), calls_validator, nullptr,
                                   nullptr, nullptr);
    }
}

Schema make(Callbacks callbacks)
{
    Schema out = declare_models();
    if (callbacks == Callbacks::Hooks || callbacks == Callbacks::Both)
        add_hooks(out.get(), plain_models());
    if (callbacks == Callbacks::Validators || callbacks == Callbacks::Both)
        add_validators(out.get(), plain_models());
    must("resolve", gemel_schema_resolve, out.get());
    return out;
}

std::string quoted(const char *name)
{
    return std::string("\"") + name + '"';
}

std::string select_rows_of(const gemel_model *model)
{
    std::string key, row;
    for (const gemel_attribute *it : primary_key(model))
        key += (key.empty() ? "" : " || '/' || ") + ("CAST(" + quoted(gemel_attribute_column(it)) + " AS TEXT)");
    for (std::size_t i = 0; i < gemel_model_attribute_count(model); ++i)
        row += (row.empty() ? "quote(" : " || ',' || quote(") +
               quoted(gemel_attribute_column(gemel_model_attribute_at(model, i))) + ")";
    return std::string("SELECT '") + gemel_model_name(model) + "', " + key + ", " + row + " FROM " +
           quoted(gemel_model_table(model));
}

} // namespace

const gemel_schema *calls_schema(Callbacks callbacks)
{
    static std::array<Schema, 4> schemas;
    if (callbacks == Callbacks::None)
        return plain_models();
    Schema &schema = schemas[static_cast<std::size_t>(callbacks)];
    if (!schema)
        schema = make(callbacks);
    return schema.get();
}

const std::string &select_all_rows()
{
    static const std::string sql = [] {
        const gemel_schema *schema = plain_models();
        std::string out;
        for (std::size_t i = 0; i < gemel_schema_model_count(schema); ++i)
            out += (i ? " UNION ALL " : "") + select_rows_of(gemel_schema_model_at(schema, i));
        return out;
    }();
    return sql;
}

} // namespace fuzz
