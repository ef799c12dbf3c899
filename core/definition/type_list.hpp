// Which types there are, for messages about a word that is none and near to none.
#pragma once

#include "core/base/text.hpp"
#include "core/base/type.hpp"

#include <string>
#include <string_view>

namespace gemel {

/// "; did you mean 'string'?", or "; types are integer, bigint, ...".
inline std::string suggested_type(std::string_view word)
{
    std::string text = suggestion(word, type_names());
    if (!text.empty())
        return text;
    text = "; types are ";
    for (const std::string &name : type_names())
        text += say(&name == &type_names().front() ? "" : ", ", name);
    return text;
}

} // namespace gemel
