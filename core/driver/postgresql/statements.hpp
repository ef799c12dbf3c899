// Which statements one PostgreSQL connection has prepared in the server: by SQL text, bounded, the least recently used
// goes. Sends nothing: the connection does.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gemel::driver::postgresql {

/// The type of a parameter that the server finds out by itself.
constexpr Oid any_type = 0;

class Statements {
public:
    struct Statement {
        std::string name;
        bool is_new; // it must be prepared first
    };

    /// The statement of that text for parameters of these types. Where `nulls` says that a value is null, its type
    /// becomes the one that the statement has: a null is no reason to prepare it again.
    Statement use(const std::string &sql, std::vector<Oid> &types, const std::vector<bool> &nulls);
    /// It is not to be used again. Does the server hold it?
    void forget(std::string_view name, bool held);
    void forget_all() noexcept;
    /// Names that the server holds for nothing, since this was last asked.
    std::vector<std::string> take_dropped() { return std::move(dropped_); }

private:
    struct Entry {
        std::string sql;
        std::string name;
        std::vector<Oid> types;
    };

    void drop(std::list<Entry>::iterator entry);

    static constexpr std::size_t most = 128;
    std::list<Entry> recent_; // most recently used first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> by_sql_;
    std::vector<std::string> dropped_;
    std::uint64_t made_ = 0;
};

} // namespace gemel::driver::postgresql
