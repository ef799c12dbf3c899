// A scalar, and a tree of scalars as JSON has them. Carries no type of the schema: see type.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gemel {

using Null = std::monostate;

/// What is not text.
struct Bytes {
    std::string data;

    bool operator==(const Bytes &) const = default;
};

/// A variant with copies of its own: those of libstdc++ 12 destroy what was never made when a string finds no memory,
/// because all these alternatives count as never valueless (the memory test of tests/capi shows it).
class Value : public std::variant<Null, bool, std::int64_t, double, std::string, Bytes> {
public:
    using Base = std::variant<Null, bool, std::int64_t, double, std::string, Bytes>;
    using Base::Base;

    Value() noexcept = default;
    Value(const Value &other);
    Value(Value &&) noexcept = default;
    Value &operator=(const Value &other);
    Value &operator=(Value &&) noexcept = default;
    ~Value() = default;

    /// The same value: of doubles, zeros of either sign are not, since each is kept as it is.
    friend bool operator==(const Value &a, const Value &b) noexcept;
};

inline bool is_null(const Value &value) noexcept
{
    return std::holds_alternative<Null>(value);
}

/// As text: "12", "1.5", "true", bytes in hexadecimal; "" for null. Of a value of the schema: see type.hpp.
std::string to_text(const Value &value);
/// For messages: 12, 'abc', X'00ff', null; what is long is shortened.
std::string describe(const Value &value);

struct Node;
struct Member;
using List = std::vector<Node>;
using Object = std::vector<Member>; // in the order given

/// An object of a layer above, handed through to it among values.
struct Carried {
    Carried() = default;
    Carried(const Carried &) = delete;
    Carried &operator=(const Carried &) = delete;
    virtual ~Carried() = default;
};

/// What options and values are made of.
struct Node {
    std::variant<Value, List, Object, std::shared_ptr<const Carried>> content;

    const Value *scalar() const noexcept { return std::get_if<Value>(&content); }
    const List *list() const noexcept { return std::get_if<List>(&content); }
    const Object *object() const noexcept { return std::get_if<Object>(&content); }
    const Carried *carried() const noexcept
    {
        const auto *it = std::get_if<std::shared_ptr<const Carried>>(&content);
        return it ? it->get() : nullptr;
    }
};

struct Member {
    std::string name;
    Node node;
};

/// Of a list its items, of anything else that alone.
template <typename Visit> void for_each_item(const Node &node, const Visit &visit)
{
    if (const List *list = node.list())
        for (const Node &item : *list)
            visit(item);
    else
        visit(node);
}

/// The member of that name, or null.
const Node *find_member(const Object &object, std::string_view name) noexcept;
/// Sets a member; one that is there keeps its place.
void set_member(Object &object, std::string_view name, Node node);
/// The list of that name, made if there is no such member; null if that is no list.
List *list_member(Object &object, std::string_view name);

} // namespace gemel
