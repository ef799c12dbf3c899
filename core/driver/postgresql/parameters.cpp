// Fills the arrays that libpq wants. Knows no statement.
#include "core/driver/postgresql/parameters.hpp"

#include "core/base/failure.hpp"
#include "core/driver/postgresql/statements.hpp"
#include "core/driver/postgresql/types.hpp"

#include <cstring>

namespace gemel::driver::postgresql {

namespace {

constexpr int as_text = 0, as_binary = 1;
constexpr std::size_t most_parameters = 65535;

} // namespace

struct Parameters::Add {
    Parameters &to;

    void operator()(Null) const { to.add(any_type, nullptr, 0, as_text); }
    void operator()(bool value) const { to.add_word(type::boolean, value ? 1 : 0, 1); }
    void operator()(std::int64_t value) const { to.add_word(type::int8, static_cast<std::uint64_t>(value), 8); }
    void operator()(double value) const
    {
        std::uint64_t bits;
        std::memcpy(&bits, &value, sizeof bits);
        to.add_word(type::float8, bits, 8);
    }
    void operator()(const std::string &value) const
    {
        if (value.find('\0') != std::string::npos)
            throw Failure(Status::VALIDATION, "a text with U+0000: PostgreSQL has none");
        to.add(any_type, value.c_str(), value.size(), as_text);
    }
    void operator()(const Bytes &value) const { to.add(type::bytea, value.data.c_str(), value.data.size(), as_binary); }
};

Parameters::Parameters(const Command &command)
{
    if (command.sql.find('\0') != std::string::npos)
        throw Failure(Status::USAGE, "a statement with U+0000: PostgreSQL has none");
    if (command.binds.size() > most_parameters)
        throw Failure(Status::UNSUPPORTED, "more than 65535 values in one statement: PostgreSQL takes no more");
    words_.reserve(command.binds.size()); // they must not move
    std::size_t bytes = command.sql.size();
    for (const Value &value : command.binds) {
        if (const auto *text = std::get_if<std::string>(&value))
            bytes += text->size();
        else if (const auto *blob = std::get_if<Bytes>(&value))
            bytes += blob->data.size();
        if (bytes > most_bytes)
            throw Failure(Status::UNSUPPORTED, "more than 1 GB in one statement: PostgreSQL takes no more");
        std::visit(Add{*this}, static_cast<const Value::Base &>(value));
    }
}

void Parameters::add(Oid type, const char *value, std::size_t length, int format)
{
    types.push_back(type);
    values_.push_back(value);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(format);
    nulls_.push_back(value == nullptr);
}

void Parameters::add_word(Oid type, std::uint64_t word, std::size_t bytes)
{
    std::array<char, 8> &out = words_.emplace_back();
    for (std::size_t i = 0; i < bytes; ++i)
        out[i] = static_cast<char>(word >> (8 * (bytes - 1 - i)));
    add(type, out.data(), bytes, as_binary);
}

} // namespace gemel::driver::postgresql
