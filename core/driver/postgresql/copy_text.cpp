// Escapes. The columns are separated by tabs, the rows by newlines, a null is \N: the defaults of COPY.
#include "core/driver/postgresql/copy_text.hpp"

#include "core/base/text.hpp"

namespace gemel::driver::postgresql {

void add_copy_text(std::string &out, const Value &value)
{
    if (is_null(value)) {
        out += "\\N";
        return;
    }
    if (const auto *bytes = std::get_if<Bytes>(&value)) {
        out += "\\\\x"; // the form of bytea that no setting changes
        out += hexadecimal(bytes->data);
        return;
    }
    const auto *given = std::get_if<std::string>(&value);
    const std::string made = given ? std::string() : to_text(value);
    for (const char c : given ? *given : made) {
        switch (c) {
        case '\\':
            out += "\\\\";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        default:
            out += c;
        }
    }
}

void add_copy_row(std::string &out, const Value *first, std::size_t width)
{
    for (std::size_t i = 0; i < width; ++i) {
        if (i > 0)
            out += '\t';
        add_copy_text(out, first[i]);
    }
    out += '\n';
}

} // namespace gemel::driver::postgresql
