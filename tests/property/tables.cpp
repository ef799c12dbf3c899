// Compares tables with models. Must not know how a definition was said.
#include "tables.hpp"

#include "handles.hpp"

#include <algorithm>
#include <string_view>

namespace property {

namespace {

[[noreturn]] void refuse(const gemel_model *model, const std::string &why)
{
    throw Broken("the table of " + std::string(gemel_model_name(model)) + ": " + why);
}

void check_columns(const gemel_model *model, Mirror &mirror)
{
    const std::vector<Column> columns = mirror.columns(gemel_model_table(model));
    if (columns.size() != gemel_model_attribute_count(model))
        refuse(model, "has " + std::to_string(columns.size()) + " columns");
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const gemel_attribute *attribute = gemel_model_attribute_at(model, i);
        const Column &column = columns[i];
        if (column.name != gemel_attribute_column(attribute) ||
            column.primary_key != gemel_attribute_is_primary_key(attribute) ||
            (!gemel_attribute_is_auto_increment(attribute) &&
             column.not_null == gemel_attribute_is_nullable(attribute)))
            refuse(model, "the column " + column.name + " is not what its attribute says");
    }
}

void check_references(const gemel_model *model, Mirror &mirror)
{
    for (std::size_t i = 0; i < gemel_model_association_count(model); ++i) {
        const gemel_association *it = gemel_model_association_at(model, i);
        const gemel_attribute *foreign = gemel_association_foreign_key(it), *key = gemel_association_key(it);
        const std::vector<Reference> all = mirror.references(gemel_model_table(gemel_attribute_model(foreign)));
        const auto found = std::count_if(all.begin(), all.end(), [&](const Reference &reference) {
            return reference.column == gemel_attribute_column(foreign) &&
                   reference.table == gemel_model_table(gemel_attribute_model(key)) &&
                   reference.key == gemel_attribute_column(key) &&
                   reference.on_delete == gemel_association_on_delete(it) &&
                   reference.on_update == gemel_association_on_update(it);
        });
        const bool constrained = *gemel_association_on_delete(it) != '\0';
        if (found != (constrained ? 1 : 0))
            refuse(model, std::to_string(found) + " foreign keys for " + gemel_association_name(it));
    }
}

} // namespace

void check_tables(const gemel_schema *schema, Mirror &mirror, const std::vector<std::string> &statements)
{
    const auto made = static_cast<std::size_t>(std::count_if(
        statements.begin(), statements.end(), [](const std::string &sql) { return sql.rfind("CREATE ", 0) == 0; }));
    if (mirror.objects().size() != made)
        throw Broken("of " + std::to_string(made) + " tables and indexes there are " +
                     std::to_string(mirror.objects().size()));
    for (std::size_t i = 0; i < gemel_schema_model_count(schema); ++i) {
        const gemel_model *model = gemel_schema_model_at(schema, i);
        check_columns(model, mirror);
        check_references(model, mirror);
    }
}

} // namespace property
