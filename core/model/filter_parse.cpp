// Reading filters.
#include "core/model/filter_parse.hpp"

#include "core/base/text.hpp"
#include "core/model/schema.hpp"
#include "core/model/violations.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace gemel {

namespace {

constexpr std::size_t most_comparisons = 500; // SQLite's expressions are at most 1000 deep
constexpr std::size_t most_values = 1000;     // of a list that cannot be bound as one
constexpr std::size_t longest_text = 15'000;  // as a pattern it may grow to three times that, and SQLite takes 50000
constexpr std::size_t greatest_nesting = 64;

[[noreturn]] void refuse(std::string why)
{
    throw Failure(Status::USAGE, std::move(why));
}

/// For messages: "License.number", or 'sum(size)'.
std::string named(const Term &term)
{
    if (!term.attribute || term.function != statement::Function::None)
        return in_quotes(to_text(term));
    return say(term.attribute->model->name, ".", term.attribute->name);
}

Filter all_of(std::vector<Filter> parts)
{
    return {Filter::Kind::All, {}, {}, std::move(parts)};
}

Filter negated(Filter part)
{
    return {Filter::Kind::Not, {}, {}, {std::move(part)}};
}

struct Word {
    std::string_view word;
    Filter::Kind kind;
    bool negates = false;
};
constexpr std::array words{Word{"eq", Filter::Kind::Equal},
                           Word{"ne", Filter::Kind::Equal, true},
                           Word{"lt", Filter::Kind::Less},
                           Word{"le", Filter::Kind::AtMost},
                           Word{"gt", Filter::Kind::Greater},
                           Word{"ge", Filter::Kind::AtLeast},
                           Word{"in", Filter::Kind::In},
                           Word{"notIn", Filter::Kind::In, true},
                           Word{"like", Filter::Kind::Like},
                           Word{"notLike", Filter::Kind::Like, true},
                           Word{"ilike", Filter::Kind::LikeInAnyCase},
                           Word{"notIlike", Filter::Kind::LikeInAnyCase, true}};

/// Words that look for a text, and the pattern around it.
struct Search {
    std::string_view word;
    bool begins, ends; // with the text
};
constexpr std::array searches{Search{"startsWith", true, false}, Search{"endsWith", false, true},
                              Search{"contains", false, false}};

[[noreturn]] void refuse_word(const Term &term, const std::string &word)
{
    std::vector<std::string> known{"between", "null"};
    for (const Word &it : words)
        known.emplace_back(it.word);
    for (const Search &it : searches)
        known.emplace_back(it.word);
    refuse(say("unknown operator ", in_quotes(word), " for ", named(term), suggestion(word, known)));
}

class FilterReader {
public:
    using Named = std::function<Term(const Route &, const std::string &)>;

    explicit FilterReader(Named named) : named_(std::move(named)) {}

    Filter read(const Object &object, const Route &route)
    {
        if (depth_ == greatest_nesting)
            refuse(say("a filter nests deeper than ", std::to_string(greatest_nesting)));
        ++depth_;
        std::vector<Filter> parts;
        for (const auto &[name, node] : object)
            parts.push_back(member(name, node, route));
        --depth_;
        return parts.size() == 1 ? std::move(parts.front()) : all_of(std::move(parts));
    }

    /// All misfits at once.
    void finish()
    {
        if (!violations_.empty())
            gemel::refuse(std::move(violations_));
    }

private:
    void count()
    {
        if (++comparisons_ > most_comparisons)
            refuse(say("a filter has more than ", std::to_string(most_comparisons), " comparisons"));
    }

    Filter comparison(const Term &term, const std::string &word, const Node &node)
    {
        count();
        const auto known = std::find_if(words.begin(), words.end(), [&](const Word &it) { return it.word == word; });
        if (known != words.end())
            return known->negates ? negated(compare(term, *known, node)) : compare(term, *known, node);
        const auto search =
            std::find_if(searches.begin(), searches.end(), [&](const Search &it) { return it.word == word; });
        if (search != searches.end())
            return find(term, *search, node);
        if (word == "between")
            return between(term, node);
        if (word == "null")
            return is_null_if(term, node);
        require_comparable(term, false);
        refuse_word(term, word);
    }

    Filter member(const std::string &name, const Node &node, const Route &route)
    {
        if (name == "and" || name == "or")
            return group(name, node, route);
        if (name == "not") {
            if (!node.object())
                refuse("'not' in a filter takes a filter");
            return negated(read(*node.object(), route));
        }
        const Term term = named_(route, name);
        return term.attribute || term.function != statement::Function::None ? attribute(term, node)
                                                                            : partner(term, node);
    }

    Filter group(const std::string &name, const Node &node, const Route &route)
    {
        if (!node.list())
            refuse(say(in_quotes(name), " in a filter takes a list of filters"));
        std::vector<Filter> parts;
        for (const Node &item : *node.list()) {
            if (!item.object())
                refuse(say(in_quotes(name), " in a filter takes a list of filters"));
            count();
            parts.push_back(read(*item.object(), route));
        }
        return {name == "and" ? Filter::Kind::All : Filter::Kind::Any, {}, {}, std::move(parts)};
    }

    /// null: has none; true and false; or a filter that it must fulfil.
    Filter partner(const Term &term, const Node &node)
    {
        count();
        Filter has{Filter::Kind::HasPartner, term};
        if (const Object *object = node.object())
            return all_of({std::move(has), read(*object, term.route)});
        const Value *value = node.scalar();
        if (value && (is_null(*value) || *value == Value(false)))
            return negated(std::move(has));
        if (!value || *value != Value(true))
            refuse(say(named(term), " is an association: a filter takes true (has a partner), false or null "
                                    "(has none), or a filter for the partner"));
        return has;
    }

    Filter attribute(const Term &term, const Node &node)
    {
        if (const Object *object = node.object()) {
            std::vector<Filter> parts;
            for (const auto &[word, operand] : *object)
                parts.push_back(comparison(term, word, operand));
            return parts.size() == 1 ? std::move(parts.front()) : all_of(std::move(parts));
        }
        return comparison(term, node.list() ? "in" : "eq", node);
    }

    Filter compare(const Term &term, const Word &word, const Node &node)
    {
        if (word.kind == Filter::Kind::In)
            return in(term, node);
        if (word.kind == Filter::Kind::Like || word.kind == Filter::Kind::LikeInAnyCase)
            return {word.kind, term, {pattern(term, word.word, node)}};
        std::optional<Value> value = fitting(term, word.word, node);
        if (value && is_null(*value)) {
            if (word.kind != Filter::Kind::Equal)
                refuse(say(named(term), " is compared with null: null is neither less nor greater than anything"));
            return {Filter::Kind::IsNull, term};
        }
        require_comparable(term, word.kind != Filter::Kind::Equal);
        return {word.kind, term, {value.value_or(Null{})}};
    }

    Filter in(const Term &term, const Node &node)
    {
        if (!node.list())
            refuse(say("'in' for ", named(term), " takes a list"));
        require_comparable(term, false);
        Filter filter{Filter::Kind::In, term};
        for (const Node &item : *node.list())
            if (std::optional<Value> value = fitting(term, "in", item))
                filter.values.push_back(std::move(*value));
        const TypeKind kind = type_of(term).kind;
        const bool bound_apart = kind == TypeKind::Double || kind == TypeKind::Boolean || kind == TypeKind::Blob;
        if (bound_apart && filter.values.size() > most_values)
            refuse(say("a list for ", named(term), " has more than ", std::to_string(most_values), " values"));
        return filter;
    }

    Filter between(const Term &term, const Node &node)
    {
        if (!node.list() || node.list()->size() != 2)
            refuse(say("'between' for ", named(term), " takes a list of two values"));
        return all_of({compare(term, {"ge", Filter::Kind::AtLeast}, node.list()->front()),
                       compare(term, {"le", Filter::Kind::AtMost}, node.list()->back())});
    }

    static Filter is_null_if(const Term &term, const Node &node)
    {
        const bool *wanted = node.scalar() ? std::get_if<bool>(node.scalar()) : nullptr;
        if (!wanted)
            refuse(say("'null' for ", named(term), " takes true or false"));
        Filter is_null{Filter::Kind::IsNull, term};
        return *wanted ? is_null : negated(std::move(is_null));
    }

    static const std::string &text(const Term &term, std::string_view word, const Node &node)
    {
        if (!is_text(type_of(term)))
            refuse(say(in_quotes(word), " looks for text, and ", named(term), " is ", to_text(type_of(term))));
        const auto *text = node.scalar() ? std::get_if<std::string>(node.scalar()) : nullptr;
        if (!text)
            refuse(say(in_quotes(word), " for ", named(term), " takes a text"));
        if (text->size() > longest_text)
            refuse(say("the text for ", in_quotes(word), " is longer than ", std::to_string(longest_text), " bytes"));
        if (text->find('\0') != std::string::npos)
            refuse(say("the text for ", in_quotes(word), " has U+0000, which no text in a database has"));
        return *text;
    }

    static std::string pattern(const Term &term, std::string_view word, const Node &node)
    {
        const std::string &pattern = text(term, word, node);
        for (std::size_t i = 0; i < pattern.size(); ++i)
            if (pattern[i] == '\\' && ++i == pattern.size())
                refuse(say("the pattern for ", in_quotes(word),
                           " ends with a backslash, which stands before what is meant as it is"));
        return pattern;
    }

    Filter find(const Term &term, const Search &search, const Node &node)
    {
        std::string pattern = search.begins ? "" : "%";
        for (const char c : text(term, search.word, node)) {
            if (c == '%' || c == '_' || c == '\\')
                pattern += '\\';
            pattern += c;
        }
        pattern += search.ends ? "" : "%";
        return {Filter::Kind::Like, term, {std::move(pattern)}};
    }

    static void require_comparable(const Term &term, bool by_order)
    {
        const Type type = type_of(term);
        if (!can_be_compared(type))
            refuse(say(named(term), " is ", to_text(type), ", which is compared to nothing but null"));
        if (by_order && type.kind == TypeKind::Boolean)
            refuse(say(named(term), " is boolean, which has no order"));
    }

    /// Nothing for a misfit, which is noted.
    std::optional<Value> fitting(const Term &term, std::string_view word, const Node &node)
    {
        if (!node.scalar())
            refuse(say(in_quotes(word), " for ", named(term), " takes a value",
                       word == "eq" ? ", or a list of values" : ""));
        if (!is_null(*node.scalar()))
            require_comparable(term, false);
        Conversion conversion = convert(type_of(term), *node.scalar());
        if (conversion.value)
            return std::move(*conversion.value);
        if (!term.attribute || term.function != statement::Function::None)
            throw Failure(Status::VALIDATION, say(named(term), " ", conversion.complaint));
        violations_.push_back(does_not_fit(*term.attribute, conversion.complaint, *node.scalar()));
        return std::nullopt;
    }

    const Named named_;
    std::vector<Violation> violations_;
    std::size_t comparisons_ = 0;
    std::size_t depth_ = 0;
};

Term term_named(const Model &model, Route route, std::string_view path)
{
    const Model *at = route.empty() ? &model : route.back()->target;
    for (std::size_t dot; (dot = path.find('.')) != std::string_view::npos; path.remove_prefix(dot + 1)) {
        route.push_back(&at->association(path.substr(0, dot)));
        at = route.back()->target;
    }
    if (const Association *association = at->find_association(path)) {
        route.push_back(association);
        return {std::move(route)};
    }
    return {std::move(route), &at->attribute(path)};
}

} // namespace

Term term_named(const Model &model, std::string_view path)
{
    return term_named(model, {}, path);
}

Filter parse_filter(const Model &model, const Object &object)
{
    FilterReader reader([&](const Route &route, const std::string &name) { return term_named(model, route, name); });
    Filter filter = reader.read(object, {});
    reader.finish();
    return filter;
}

Filter parse_having(const Object &object, const std::function<Term(const std::string &)> &term)
{
    FilterReader reader([&](const Route &, const std::string &name) { return term(name); });
    Filter filter = reader.read(object, {});
    reader.finish();
    return filter;
}

} // namespace gemel
