// What was declared, before it is resolved: every option optional, because "not said" and "said to be the default"
// differ when two declarations meet. Filled from words (words.cpp) or options (options.cpp). Checks only the form of
// what is said.
#pragma once

#include "core/base/failure.hpp"
#include "core/base/text.hpp"
#include "core/base/type.hpp"
#include "core/definition/hook.hpp"
#include "core/model/schema.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gemel {

/// What an attribute refers to, said by the attribute itself.
struct ReferenceOptions {
    std::string model;
    std::optional<std::string> key; // an attribute of it; the primary key if absent

    bool operator==(const ReferenceOptions &) const = default;
};

/// What can be said of an attribute, be it declared on its model or made by an association.
struct AttributeOptions {
    std::optional<Type> type;
    std::optional<bool> primary_key;
    std::optional<bool> auto_increment;
    std::optional<bool> allow_null;
    std::optional<bool> unique;
    std::optional<Default> fallback; // "default"
    std::optional<std::string> column;
    std::optional<std::string> on_delete; // canonical: "SET NULL"
    std::optional<std::string> on_update;
    std::optional<ReferenceOptions> references;
    std::optional<std::string> check; // an expression over attributes of the model
    std::optional<Rules> validate;
};

/// Where a document says it; nothing for what was declared by a call.
struct Origin {
    std::size_t line = 0;
    std::string path{}; // "/models/Person/attributes/name"
};

struct AttributeDefinition {
    std::string name;
    AttributeOptions options;
    Origin origin{};
};

/// Which timestamps a model keeps; a name that is absent is the default one.
struct TimestampOptions {
    bool created = true;
    bool updated = true;
    std::optional<std::string> created_name{};
    std::optional<std::string> updated_name{};

    bool operator==(const TimestampOptions &) const = default;
};

/// Are rows only marked as deleted? A name that is absent is the default one.
struct ParanoidOptions {
    bool kept = true;
    std::optional<std::string> name{};
};

/// Rows of a model that have these values, under a name.
struct ScopeDefinition {
    std::string name;
    Object where; // as find takes it
};

struct CheckDefinition {
    std::optional<std::string> name;
    std::string text;
};

struct ModelOptions {
    std::optional<std::string> table;
    std::optional<TimestampOptions> timestamps;
    std::optional<bool> underscored;    // columns are snake_case
    std::optional<std::string> version; // the attribute that counts changes; absent: none does
    std::optional<std::vector<CheckDefinition>> checks;
    std::optional<std::vector<std::string>> methods; // of the user's class
    std::optional<ParanoidOptions> paranoid;
    std::optional<std::vector<ScopeDefinition>> scopes;
};

struct ModelDefinition {
    std::string name;
    ModelOptions options;
    std::vector<AttributeDefinition> attributes{};
    Origin origin{};
};

struct AssociationOptions {
    std::optional<std::string> as;
    std::optional<std::string> foreign_key; // its name
    AttributeOptions attribute;             // what else is said of the foreign key
    std::optional<std::string> source_key;
    std::optional<std::string> target_key;
    std::optional<bool> inverse_has_one; // belongs to: an inverse is wanted
    std::optional<std::string> inverse;  // its name
    std::optional<bool> constrained;     // "foreignKeyConstraints"
    std::optional<bool> touch;           // of the belongs to, this one or its inverse
    std::optional<Object> scope;         // has one: attributes of the target and their values, all scalars
    std::optional<Fate> fate;            // has one: "dependent"
    std::optional<Mandatory> mandatory;  // has one
};

struct AssociationDefinition {
    AssociationKind kind = AssociationKind::HasOne;
    std::string source;
    std::string target;
    AssociationOptions options;
    Origin origin{};
};

/// One that a program brings along, for an attribute or, without a name, for the model.
struct ValidatorDefinition {
    std::string model;
    std::string attribute;
    ValidatorPtr validator;
};

/// What holds for all models that do not say otherwise.
struct SchemaOptions {
    std::optional<Naming> naming;
    std::optional<TimestampOptions> timestamps;
    std::optional<bool> underscored;
};

struct SchemaDefinition {
    SchemaOptions options;
    std::vector<ModelDefinition> models;
    std::vector<AssociationDefinition> associations;
    std::vector<ValidatorDefinition> validators{};
    std::vector<HookDefinition> hooks{};
};

/// Calls visit(a's field, b's field, name) for each option; the names are those of options in JSON.
template <typename A, typename B, typename Visit> void for_each_option(A &a, B &b, Visit visit)
{
    visit(a.type, b.type, "type");
    visit(a.primary_key, b.primary_key, "primaryKey");
    visit(a.auto_increment, b.auto_increment, "autoIncrement");
    visit(a.allow_null, b.allow_null, "allowNull");
    visit(a.unique, b.unique, "unique");
    visit(a.fallback, b.fallback, "default");
    visit(a.column, b.column, "column");
    visit(a.on_delete, b.on_delete, "onDelete");
    visit(a.on_update, b.on_update, "onUpdate");
    visit(a.references, b.references, "references");
    visit(a.check, b.check, "check");
    visit(a.validate, b.validate, "validate");
}

/// The only attribute of the primary key, or null if there are several or none.
const AttributeDefinition *single_primary_key(const ModelDefinition &model);

/// "SET NULL" for "set null" in any letter case; nothing if it is no referential action.
std::optional<std::string> referential_action(std::string_view text);

/// Words as in gemel/schema.h. `where` is named in messages: "Person.name". DEFINITION.
AttributeOptions attribute_words(std::string_view words, const std::string &where);
ModelOptions model_words(std::string_view words, const std::string &where);
AssociationOptions association_words(AssociationKind kind, std::string_view words, const std::string &where);

/// Members that the caller reads itself: no unknown options.
using OtherMembers = std::initializer_list<std::string_view>;

/// Options as in gemel/schema.h. DEFINITION.
AttributeOptions attribute_options(const Object &options, const std::string &where);
ModelOptions model_options(const Object &options, const std::string &where, OtherMembers others = {});
AssociationOptions association_options(AssociationKind kind, const Object &options, const std::string &where,
                                       OtherMembers others = {});
SchemaOptions schema_options(const Object &options, const std::string &where, OtherMembers others = {});

/// Puts what words and options say together; DEFINITION if a thing is said in both.
AttributeOptions merge(AttributeOptions words, const AttributeOptions &options, const std::string &where);
ModelOptions merge(ModelOptions words, const ModelOptions &options, const std::string &where);
AssociationOptions merge(AssociationOptions words, const AssociationOptions &options, const std::string &where);
/// What is said of the schema in several calls; DEFINITION if a thing is said twice.
SchemaOptions merge(SchemaOptions earlier, const SchemaOptions &options, const std::string &where);

} // namespace gemel
