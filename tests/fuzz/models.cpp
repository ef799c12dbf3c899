// Written as a document, because hooks and validators are added to several copies of it.
#include "models.hpp"

namespace fuzz {

namespace {

constexpr const char *document = R"json({
  "models": {
    "Person": {
      "timestamps": true, "version": true,
      "scopes": { "grown": { "where": { "age": { "ge": 18 } } } },
      "attributes": {
        "name": "string(20) not null",
        "age": { "type": "integer", "validate": { "range": { "min": 0, "max": 200 } } },
        "code": "integer unique check (code <> 5)",
        "bossId": "integer unique"
      }
    },
    "License": {
      "timestamps": true, "paranoid": true,
      "attributes": {
        "number": { "type": "string(20)", "allowNull": false, "validate": { "pattern": "^[^!]*$" } },
        "note": "text default 'none'",
        "ownerId": "integer unique"
      }
    },
    "Passport": {
      "version": true,
      "attributes": { "number": "string(10) unique not null", "personId": "integer not null unique" }
    },
    "Profile": {
      "attributes": {
        "id": "integer primary key",
        "flag": "boolean", "weight": "double", "price": "decimal(6,2)", "data": "blob", "big": "bigint unique",
        "uid": "uuid default uuid", "born": "date default now", "seen": "timestamp", "doc": "json",
        "state": "enum('new','old') default 'new'", "made": "integer default (1 + 1)"
      }
    },
    "Company": {
      "scopes": { "default": { "where": { "closed": false } }, "shut": { "where": { "closed": true } } },
      "attributes": { "name": "string not null", "closed": "boolean not null default false" }
    },
    "Charter": { "attributes": { "title": "text", "companyId": "integer not null unique" } },
    "Image": {
      "version": true,
      "attributes": { "path": "text", "holderId": "integer", "holderType": "string(10)" }
    },
    "Seat": {
      "underscored": true, "paranoid": true,
      "attributes": {
        "row": "integer primary key", "number": "integer primary key", "personCode": "integer"
      }
    },
    "Tag": {
      "timestamps": { "createdAt": false },
      "attributes": { "slug": "string(8) primary key", "text": "string", "parentSlug": "string(8) unique" }
    },
    "Desk": { "attributes": { "label": "string(5) column etiquette", "userId": "integer" } }
  },
  "associations": [
    { "type": "hasOne", "source": "Person", "target": "License", "foreignKey": "ownerId", "dependent": "destroy",
      "inverse": { "as": "owner", "touch": true } },
    { "type": "hasOne", "source": "Person", "target": "Passport", "words": "foreign key personId on delete cascade" },
    { "type": "hasOne", "source": "Person", "target": "Profile", "words": "foreign key id inverse person" },
    { "type": "hasOne", "source": "Person", "target": "Image", "foreignKey": "holderId", "dependent": "restrict",
      "inverse": "bearer", "scope": { "holderType": "Person" }, "foreignKeyConstraints": false },
    { "type": "hasOne", "source": "Company", "target": "Image", "as": "logo", "foreignKey": "holderId",
      "inverse": "firm", "scope": { "holderType": "Company" }, "foreignKeyConstraints": false },
    { "type": "hasOne", "source": "Company", "target": "Charter", "words": "foreign key companyId mandatory" },
    { "type": "hasOne", "source": "Person", "target": "Seat",
      "words": "source key code foreign key personCode dependent nullify" },
    { "type": "belongsTo", "source": "Person", "target": "Person",
      "words": "as boss foreign key bossId inverse has one aide on delete set null" },
    { "type": "belongsTo", "source": "Tag", "target": "Tag",
      "words": "as parent foreign key parentSlug inverse has one child on delete cascade on update cascade" },
    { "type": "belongsTo", "source": "Desk", "target": "Person", "as": "user", "foreignKey": "userId", "touch": true }
  ]
})json";

struct Row {
    const char *model, *values;
};

/// What is there at first, so that the first call has something to meet.
constexpr Row rows[] = {
    {"Person", R"({"name": "Ada", "age": 36, "code": 1})"},
    {"Person", R"({"name": "Bob", "code": 2, "bossId": 1})"},
    {"Person", R"({"name": "Cyd"})"},
    {"License", R"({"number": "L-1", "ownerId": 1})"},
    {"License", R"({"number": "L-2"})"},
    {"Passport", R"({"number": "P-1", "personId": 2})"},
    {"Profile", R"({"id": 1, "big": 1, "flag": true, "price": "1.50"})"},
    {"Image", R"({"holderId": 1, "holderType": "Person"})"},
    {"Image", R"({"holderId": 1, "holderType": "Company"})"},
    {"Seat", R"({"row": 1, "number": 1, "personCode": 1})"},
    {"Seat", R"({"row": 1, "number": 2})"},
    {"Tag", R"({"slug": "a"})"},
    {"Tag", R"({"slug": "b", "parentSlug": "a"})"},
    {"Desk", R"({"label": "D", "userId": 1})"},
};

} // namespace

Schema declare_models()
{
    gemel_schema *out = nullptr;
    must("the document of the models", gemel_schema_from_json, document, GEMEL_NUL, &out);
    return Schema(out);
}

const gemel_schema *plain_models()
{
    static const Schema schema = [] {
        Schema out = declare_models();
        must("resolve", gemel_schema_resolve, out.get());
        return out;
    }();
    return schema.get();
}

const gemel_model *model_named(const gemel_schema *schema, const char *name)
{
    const gemel_model *out = nullptr;
    must("a model", gemel_schema_find_model, schema, name, &out);
    return out;
}

std::vector<gemel_record *> first_records(const gemel_schema *schema, gemel_session *session)
{
    std::vector<gemel_record *> out;
    for (const Row &row : rows) {
        const Values values(gemel_values_new());
        must("values of a first row", gemel_values_merge_json, values.get(), row.values, GEMEL_NUL);
        must("a first row", gemel_record_create, session, model_named(schema, row.model), values.get(), nullptr,
             &out.emplace_back());
    }
    const gemel_association *charter = nullptr;
    gemel_record *owner = nullptr, *dependent = nullptr;
    const Values values(gemel_values_new());
    must("a charter", gemel_model_find_association, model_named(schema, "Company"), "charter", &charter);
    gemel_values_set_text(values.get(), "name", "Cie", GEMEL_NUL, nullptr);
    must("a pair", gemel_record_create_pair, session, charter, values.get(), nullptr, nullptr, &owner, &dependent);
    out.insert(out.end(), {owner, dependent});
    return out;
}

std::vector<const gemel_attribute *> primary_key(const gemel_model *model)
{
    std::vector<const gemel_attribute *> out;
    for (std::size_t i = 0; i < gemel_model_attribute_count(model); ++i)
        if (gemel_attribute_is_primary_key(gemel_model_attribute_at(model, i)))
            out.push_back(gemel_model_attribute_at(model, i));
    return out;
}

std::string text_of(gemel_record *record, const gemel_attribute *attribute)
{
    const char *text = nullptr;
    std::size_t length = 0;
    if (call(gemel_record_get_text_by_attribute, record, attribute, &text, &length) != GEMEL_OK)
        return "(not read)";
    return text ? std::string(text, length) : "(null)";
}

std::string row_key(const gemel_record *record)
{
    const gemel_model *model = gemel_record_model(record);
    std::string out = gemel_model_name(model);
    for (const gemel_attribute *it : primary_key(model))
        out += '/' + text_of(const_cast<gemel_record *>(record), it);
    return out;
}

} // namespace fuzz
