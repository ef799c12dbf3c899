// Models, attributes and associations as a resolved schema holds them: immutable, shared by threads, databases and
// records. How they were declared and checked is in definition.hpp and resolve.cpp; what is done with rows is above.
#pragma once

#include "core/base/type.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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

struct Attribute : Part {
    static constexpr std::uint32_t expected_mark = 0x67617474;
    Attribute() : Part(expected_mark) {}

    const Model *model = nullptr;
    std::size_t index = 0; // its place in the model
    std::string name;
    std::string column;
    Type type;
    bool primary_key = false;
    bool auto_increment = false;
    bool nullable = true;
    bool unique = false;           // by itself: by constraint, or as the whole primary key
    std::optional<Value> fallback; // the default; an explicit null is kept apart from none
};

enum class AssociationKind : std::int32_t { HasOne = 1, BelongsTo = 2 };

struct Association : Part {
    static constexpr std::uint32_t expected_mark = 0x67617373;
    Association() : Part(expected_mark) {}

    /// The model that holds the foreign key.
    const Model &dependent() const noexcept { return kind == AssociationKind::HasOne ? *target : *source; }
    /// The model that it refers to.
    const Model &owner() const noexcept { return kind == AssociationKind::HasOne ? *source : *target; }
    bool has_one() const noexcept { return kind == AssociationKind::HasOne; }

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
    std::string on_delete; // "SET NULL"; "" without a constraint
    std::string on_update;
    std::string getter, setter, creator; // names of the accessors
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
    /// The generated attribute, or null.
    const Attribute *identity() const noexcept;

    const Schema *schema = nullptr;
    std::string name;
    std::string table;
    std::vector<Attribute> attributes;
    std::vector<const Attribute *> primary_key;
    std::vector<Association> associations;
};

class Schema {
public:
    Schema() = default;
    Schema(const Schema &) = delete;
    Schema &operator=(const Schema &) = delete;

    const Model *find_model(std::string_view name) const noexcept;
    const Model &model(std::string_view name) const;

    std::vector<std::unique_ptr<Model>> models; // in the order declared
    std::vector<std::string> warnings;          // what is legal but looks wrong
};

} // namespace gemel
