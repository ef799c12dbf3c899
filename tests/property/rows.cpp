// Inserts through the library; what refers to what is asked of SQLite. Must not know how a definition was said.
#include "rows.hpp"

#include "vocabulary.hpp"

#include <algorithm>
#include <set>

namespace property {

namespace {

std::vector<const gemel_attribute *> attributes_of(const gemel_model *model)
{
    std::vector<const gemel_attribute *> all;
    for (std::size_t i = 0; i < gemel_model_attribute_count(model); ++i)
        all.push_back(gemel_model_attribute_at(model, i));
    return all;
}

std::vector<const gemel_model *> models_of(const gemel_schema *schema)
{
    std::vector<const gemel_model *> all;
    for (std::size_t i = 0; i < gemel_schema_model_count(schema); ++i)
        all.push_back(gemel_schema_model_at(schema, i));
    return all;
}

std::size_t count(const std::string &text, const std::string &part)
{
    std::size_t times = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++times;
    return times;
}

Keys keys_of(const gemel_schema *schema, Mirror &mirror)
{
    Keys keys;
    const auto find = [&](const std::string &table, const std::string &column) -> const gemel_attribute * {
        for (const gemel_model *model : models_of(schema))
            for (const gemel_attribute *attribute : attributes_of(model))
                if (gemel_model_table(model) == table && gemel_attribute_column(attribute) == column)
                    return attribute;
        throw Broken("a foreign key refers to no column of the schema: " + table + "." + column);
    };
    for (const gemel_model *model : models_of(schema))
        for (const Reference &it : mirror.references(gemel_model_table(model)))
            keys[find(gemel_model_table(model), it.column)] = find(it.table, it.key);
    return keys;
}

} // namespace

std::string sample_of(const gemel_attribute *attribute, std::size_t n)
{
    std::vector<std::string> of_enum;
    for (std::size_t i = 0; i < gemel_attribute_value_count(attribute); ++i)
        of_enum.emplace_back(gemel_attribute_value_at(attribute, i));
    return sample(gemel_attribute_type_name(attribute), of_enum, n);
}

Rows::Rows(const gemel_schema *schema, gemel_session *session, Mirror &mirror)
    : schema_(schema), session_(session), keys_(keys_of(schema, mirror))
{
    const auto objects = mirror.objects();
    for (const gemel_model *model : models_of(schema)) {
        const std::vector<Column> columns = mirror.columns(gemel_model_table(model));
        const std::vector<const gemel_attribute *> attributes = attributes_of(model);
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (!columns[i].fallback.empty())
                fallbacks_[attributes[i]] = columns[i].fallback;
        const auto enums = std::count_if(attributes.begin(), attributes.end(), [](const gemel_attribute *it) {
            return gemel_attribute_type(it) == GEMEL_TYPE_ENUM;
        });
        for (const auto &object : objects)
            if (object[0] == "table" && object[1] == gemel_model_table(model))
                checked_[model] = count(object[2], " CHECK (") > static_cast<std::size_t>(enums);
    }
}

bool Rows::can_be_left_out(const gemel_attribute *attribute) const
{
    return gemel_attribute_is_nullable(attribute) || gemel_attribute_is_auto_increment(attribute) ||
           fallbacks_.count(attribute) != 0;
}

void Rows::give(Plan &plan, const gemel_attribute *attribute, std::size_t n)
{
    const std::string value = sample_of(attribute, n);
    must("values", gemel_values_set_text, plan.values.get(), gemel_attribute_name(attribute), value.c_str(),
         value.size());
}

void Rows::give_key(Plan &plan, const gemel_attribute *attribute, const gemel_attribute *key, std::size_t n)
{
    const std::string type = gemel_attribute_type_name(attribute);
    plan.retyped = plan.retyped || type != gemel_attribute_type_name(key);
    const auto stored = stored_.find(key);
    if (stored != stored_.end()) {
        must("values", gemel_values_set_text, plan.values.get(), gemel_attribute_name(attribute),
             stored->second.c_str(), stored->second.size());
        return;
    }
    if (gemel_attribute_is_nullable(attribute)) {
        must("values", gemel_values_set_null, plan.values.get(), gemel_attribute_name(attribute));
        return;
    }
    // A row may refer to itself, if its key is no foreign key itself, and is of a type with the same values.
    const bool itself = gemel_attribute_model(attribute) == gemel_attribute_model(key) && keys_.count(key) == 0 &&
                        sample_of(attribute, n) == sample_of(key, n);
    plan.waits = plan.waits || !itself;
    plan.invented = plan.invented || !itself || n > 0; // then its key may be left out
    give(plan, attribute, n);
}

Rows::Plan Rows::plan(const gemel_model *model, std::size_t n, bool least)
{
    Plan plan{Values(gemel_values_new())};
    for (const gemel_attribute *attribute : attributes_of(model)) {
        const auto key = keys_.find(attribute);
        if (least && can_be_left_out(attribute))
            plan.omits_key = plan.omits_key || key != keys_.end();
        else if (key != keys_.end())
            give_key(plan, attribute, key->second, n);
        else
            give(plan, attribute, n);
    }
    return plan;
}

void Rows::remember(gemel_record *record)
{
    for (const gemel_attribute *attribute : attributes_of(gemel_record_model(record))) {
        const char *text = nullptr;
        std::size_t length = 0;
        must("reading", gemel_record_get_text_by_attribute, record, attribute, &text, &length);
        if (text)
            stored_[attribute] = std::string(text, length);
    }
}

void Rows::insert(const gemel_model *model, std::size_t n, const Plan &plan)
{
    gemel_record *made = nullptr;
    const Answer answer = ask(gemel_record_create, session_, model, plan.values.get(), nullptr, &made);
    const Record record(made);
    if (record && n == 0)
        remember(made);
    std::set<gemel_status> known{GEMEL_OK};
    if (checked_[model])
        known.insert(GEMEL_CHECK);
    if (n > 0)
        known.insert(GEMEL_UNIQUE);
    if (plan.invented || plan.omits_key)
        known.insert(GEMEL_FOREIGN_KEY);
    if (plan.retyped)
        known.insert(GEMEL_VALIDATION);
    if (known.count(answer.status) == 0)
        throw Broken("row " + std::to_string(n) + " of " + gemel_model_name(model) + ": " + answer.told());
}

void Rows::insert(bool defaults_fit)
{
    std::vector<const gemel_model *> waiting = models_of(schema_);
    for (bool more = true; more;) {
        const std::size_t before = waiting.size();
        std::vector<const gemel_model *> still;
        for (const gemel_model *model : waiting) {
            const Plan plan = this->plan(model, 0, false);
            if (plan.waits)
                still.push_back(model);
            else
                insert(model, 0, plan);
        }
        waiting = still;
        more = waiting.size() < before;
    }
    for (const gemel_model *model : waiting)
        insert(model, 0, plan(model, 0, false));
    if (!defaults_fit)
        return;
    for (const gemel_model *model : models_of(schema_))
        insert(model, 1, plan(model, 1, true));
}

Values Rows::values(const gemel_model *model, std::size_t n)
{
    return std::move(plan(model, n, false).values);
}

bool Rows::leads(const gemel_model *from, const gemel_model *to) const
{
    std::set<const gemel_model *> reached{from};
    for (std::size_t before = 0; before < reached.size();) {
        before = reached.size();
        for (const auto &[foreign, key] : keys_)
            if (reached.count(gemel_attribute_model(foreign)) != 0)
                reached.insert(gemel_attribute_model(key));
    }
    return reached.count(to) != 0;
}

bool Rows::hands_null_on(const Answer &answer, const gemel_attribute *nulled) const
{
    constexpr int mismatch = 20; // so SQLite says that the primary key is not null if it is an integer
    const bool null = answer.status == GEMEL_NOT_NULL ||
                      (answer.status == GEMEL_DATABASE && gemel_error_driver_code(answer.error.get()) == mismatch);
    return null && std::any_of(keys_.begin(), keys_.end(),
                               [&](const auto &it) { return it.second == nulled || keys_.count(it.second) != 0; });
}

} // namespace property
