// Models, attributes and associations as a resolved schema holds them: immutable, shared by threads, databases and
// records. How they were declared and checked is in definition.hpp and resolve.cpp; what is done with rows is above.
#pragma once

#include "core/base/type.hpp"
#include "core/model/duty.hpp"
#include "core/model/filter.hpp"
#include "core/model/hook.hpp"
#include "core/model/validators.hpp"
#include "core/statement/condition.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gemel {

class Schema;
struct Model;
struct Association;

/// What crosses the C boundary as a borrowed handle begins with a mark, so that a handle of another type is noticed.
struct Part {
    explicit constexpr Part(std::uint32_t mark) : mark(mark) {}
    std::uint32_t mark;
};

/// What a new row has where nothing is given.
struct Default {
    enum class Kind : std::int32_t { Constant = 1, Now, Uuid, Database };

    Kind kind = Kind::Constant;
    Value constant;           // an explicit null is kept apart from no default
    std::string expression{}; // SQL, evaluated by the database and read back

    bool operator==(const Default &) const = default;
};

struct Attribute : Part {
    static constexpr std::uint32_t expected_mark = 0x67617474;
    Attribute() : Part(expected_mark) {}

    const Model *model = nullptr;
    std::size_t index = 0; // its place in the model
    std::string name;
    std::string column;
    Type type;
    std::string type_text; // "decimal(10,2)"
    bool primary_key = false;
    bool auto_increment = false;
    bool nullable = true;
    bool unique = false;           // by itself: by constraint, or as the whole primary key
    bool unique_if_living = false; // and only among rows that are not marked as deleted
    std::optional<Default> fallback;
    Validators validators;

    /// Does the database make its value if none is given?
    bool generated() const noexcept
    {
        return auto_increment || (fallback && fallback->kind == Default::Kind::Database);
    }
};

/// Values that rows have in these attributes.
using ScopeValues = std::vector<std::pair<const Attribute *, Value>>;

enum class AssociationKind : std::int32_t { HasOne = 1, BelongsTo = 2 };

struct Association : Part {
    static constexpr std::uint32_t expected_mark = 0x67617373;
    Association() : Part(expected_mark) {}

    /// The model that holds the foreign key.
    const Model &dependent() const noexcept { return kind == AssociationKind::HasOne ? *target : *source; }
    /// The model that it refers to.
    const Model &owner() const noexcept { return kind == AssociationKind::HasOne ? *source : *target; }
    bool has_one() const noexcept { return kind == AssociationKind::HasOne; }
    /// What must be equal for two rows to be partners: this of the source's, and this of the target's.
    const Attribute &source_attribute() const noexcept { return has_one() ? *key : *foreign_key; }
    const Attribute &target_attribute() const noexcept { return has_one() ? *foreign_key : *key; }
    /// Is that accessor made? Not if the user's class has a method of its name.
    bool makes(const std::string &accessor) const noexcept;

    AssociationKind kind = AssociationKind::HasOne;
    std::size_t index = 0; // its place among those of its source
    std::string name;
    const Model *source = nullptr;
    const Model *target = nullptr;
    const Association *inverse = nullptr;
    const Attribute *foreign_key = nullptr;
    const Attribute *key = nullptr;
    bool automatic = false;
    bool constrained = true;
    bool touch = false;    // of a belongs to: whoever writes its source writes the target's updatedAt
    std::string on_delete; // "SET NULL"; "" without a constraint
    std::string on_update;
    std::string getter, setter, creator; // names of the accessors
    /// Of a has one: what its dependents have besides the key; other rows with the same key are none of its.
    ScopeValues scope;
    /// Of a belongs to that is the inverse of has ones which all have a scope: these. A source that has what none of
    /// them says has no owner over it, whatever its key.
    std::vector<ScopeValues> scopes{};
    std::vector<Hook> hooks{};  // of its methods
    Fate fate = Fate::Database; // of a has one, here and below
    Mandatory mandatory = Mandatory::No;
};

/// A foreign key with its constraint, whatever number of associations runs over it.
struct Reference {
    const Attribute *foreign_key = nullptr;
    const Attribute *key = nullptr;
    std::string on_delete;
    std::string on_update;
};

/// What every row must fulfil.
struct Check {
    std::string name;
    std::string text; // as declared, over attributes
    statement::Condition condition;
};

/// Some of the rows of a model.
struct Scope {
    std::string name; // "default": what a reading sees that names no other
    Object where;     // as declared, over attributes
    Filter filter;    // of attributes of its own
};

struct Model : Part {
    static constexpr std::uint32_t expected_mark = 0x676d6f64;
    Model() : Part(expected_mark) {}
    Model(const Model &) = delete;
    Model &operator=(const Model &) = delete;

    /// By name, or null.
    const Attribute *find_attribute(std::string_view wanted) const noexcept;
    const Association *find_association(std::string_view wanted) const noexcept;
    /// By name; USAGE that names the nearest one if there is none.
    const Attribute &attribute(std::string_view wanted) const;
    const Association &association(std::string_view wanted) const;
    const Scope *find_scope(std::string_view wanted) const noexcept;
    const Scope &scope(std::string_view wanted) const;
    /// For messages: "unknown attribute 'nmae' on model Person; did you mean 'name'?"
    std::string unknown_attribute(std::string_view wanted) const;

    const Schema *schema = nullptr;
    std::string name;
    std::string table;
    std::vector<Attribute> attributes;
    std::vector<const Attribute *> primary_key;
    std::vector<Association> associations;
    std::vector<Reference> references; // in the order of the attributes
    std::vector<Check> checks;
    const Attribute *created_at = nullptr; // written by every insert; null where the model keeps none
    const Attribute *updated_at = nullptr; // written by every insert and update
    const Attribute *deleted_at = nullptr; // when a row was marked as deleted; null where rows are deleted at once
    std::vector<Scope> scopes;
    const Attribute *version = nullptr;        // counted by every update; null where the model keeps none
    std::vector<std::string> methods;          // of the user's class: accessors do not take their names
    std::vector<ValidatorPtr> validators;      // of whole rows
    std::vector<Hook> hooks;                   // of its rows
    std::vector<const Association *> bound_to; // mandatory has ones whose dependents its rows are
};

enum class Naming : std::int32_t { Camel = 1, Snake = 2 };

class Schema : public std::enable_shared_from_this<Schema> {
public:
    Schema() = default;
    Schema(const Schema &) = delete;
    Schema &operator=(const Schema &) = delete;

    const Model *find_model(std::string_view name) const noexcept;
    const Model &model(std::string_view name) const;

    Naming naming = Naming::Camel;
    std::vector<std::unique_ptr<Model>> models;    // in the order declared
    std::vector<const Association *> associations; // those that were declared, in that order
    std::vector<std::string> warnings;             // what is legal but looks wrong
};

} // namespace gemel
