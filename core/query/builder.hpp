// A query as its user makes it, step by step: the object that says it, and what was read from it. Immutable. The steps
// only change the object; parse_query knows what it means.
#pragma once

#include "core/object/state.hpp"
#include "core/query/parse.hpp"

#include <memory>
#include <string_view>

namespace gemel {

class QueryBuilder {
public:
    /// USAGE, VALIDATION.
    QueryBuilder(const Model &model, Object members);

    const Model &model() const noexcept { return *query_.model; }
    const Object &members() const noexcept { return members_; }
    const Query &query() const noexcept { return query_; }

    /// What is in `more` replaces what is there, but for filters: both must hold.
    QueryBuilder with(const Object &more) const;
    QueryBuilder with(std::string_view name, Node node) const { return with({{std::string(name), std::move(node)}}); }
    /// One comparison: with "eq", of a partner too.
    QueryBuilder where(std::string_view path, std::string_view compare, Value value) const;
    /// The filter of this or that of the other, which has nothing else. USAGE.
    QueryBuilder either(const QueryBuilder &other) const;
    QueryBuilder negated() const;
    /// Behind that object in the order. USAGE if it does not show what the order names.
    QueryBuilder after(const State &state) const;
    /// With one more include, of that name.
    QueryBuilder including(std::string_view association, Object options) const;

private:
    std::shared_ptr<const Schema> schema_;
    Object members_;
    Query query_;
};

} // namespace gemel
