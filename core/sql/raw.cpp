// The parts of a statement, one after the other. Between the brackets of an array a colon is also what stands between
// two ends, which only what is around it tells.
#include "core/sql/raw.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>

namespace gemel::sql {

namespace {

using Kind = Token::Kind;

bool is_one_of(const Token &token, std::initializer_list<std::string_view> words) noexcept
{
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return token.is(word); });
}

/// Where in brackets a statement is.
class Brackets {
public:
    void take(const Token &token)
    {
        if (token.kind == Kind::Blank)
            return;
        if (token.is_symbol('(') || token.is_symbol('['))
            open_.push_back(token.is_symbol('(')                        ? Bracket::Round
                            : ends_operand(last_) && !last_.is("ARRAY") ? Bracket::Subscript
                                                                        : Bracket::List);
        else if ((token.is_symbol(')') || token.is_symbol(']')) && !open_.empty())
            open_.pop_back();
        last_ = token;
    }

    /// `a[low:high]`, and of `a[:high]` where no value has that name.
    bool is_slice(bool has_value) const noexcept
    {
        if (open_.empty() || open_.back() != Bracket::Subscript)
            return false;
        return last_.is_symbol('[') ? !has_value : ends_operand(last_);
    }

private:
    enum class Bracket { Round, Subscript, List };

    static bool ends_operand(const Token &token) noexcept
    {
        switch (token.kind) {
        case Kind::Word: // but for those behind which an expression begins
            return !is_one_of(
                token, {"AND", "BETWEEN", "CASE", "ELSE", "FROM", "ILIKE", "IN", "LIKE", "NOT", "OR", "THEN", "WHEN"});
        case Kind::Number:
        case Kind::Quoted:
        case Kind::Text:
        case Kind::Value:
        case Kind::Parameter:
            return true;
        default:
            return token.is_symbol(')') || token.is_symbol(']');
        }
    }

    std::vector<Bracket> open_;
    Token last_{Kind::End, ";"};
};

/// Puts placeholders for names.
class Binder {
public:
    Binder(const Dialect &dialect, const NamedValues &values) : dialect_(dialect), values_(values), used_(values.size())
    {}

    void add(const Token &token)
    {
        if (token.kind == Kind::Parameter)
            throw Failure(Status::USAGE, say("the statement has the parameter ", in_quotes(token.text),
                                             ": values stand by name, as :name"));
        if (token.kind == Kind::Value)
            add_value(token.text.substr(1), token.text);
        else
            out_.sql += token.text;
        brackets_.take(token);
    }

    Rendered finish()
    {
        if (const auto unused = std::find(used_.begin(), used_.end(), false); unused != used_.end())
            throw Failure(Status::USAGE, say("the statement does not name ",
                                             in_quotes(values_[static_cast<std::size_t>(unused - used_.begin())].first),
                                             ", for which a value is given"));
        return std::move(out_);
    }

private:
    void add_value(std::string_view name, std::string_view whole)
    {
        const auto found =
            std::find_if(values_.begin(), values_.end(), [&](const auto &it) { return it.first == name; });
        if (brackets_.is_slice(found != values_.end())) {
            out_.sql += whole;
            return;
        }
        if (found == values_.end())
            throw Failure(Status::USAGE,
                          say("the statement names ", in_quotes(name), ", and no value is given for it"));
        used_[static_cast<std::size_t>(found - values_.begin())] = true;
        out_.operands.emplace_back(found->second);
        out_.sql += dialect_.placeholder(out_.operands.size());
    }

    const Dialect &dialect_;
    const NamedValues &values_;
    std::vector<bool> used_;
    Brackets brackets_;
    Rendered out_;
};

/// Is a row written there? Words that may also be names count with what is around them.
bool writes_at(const std::vector<Token> &words, std::size_t at)
{
    const auto is = [&](std::size_t place, std::initializer_list<std::string_view> any) {
        return place < words.size() && is_one_of(words[place], any);
    };
    if (is(at, {"INSERT", "MERGE", "REPLACE"}))
        return is(at + 1, {"INTO", "OR"});
    if (is(at, {"UPDATE"}))
        return at == 0 || !is(at - 1, {"FOR", "KEY"});
    return is(at, {"DELETE"}) && is(at + 1, {"FROM"});
}

/// What may need to be in no transaction counts as a definition.
driver::Kind kind_of(const std::vector<Token> &tokens)
{
    std::vector<Token> words;
    std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(words),
                 [](const Token &it) { return it.kind == Kind::Word; });
    if (words.empty())
        return driver::Kind::Read;
    const Token &first = words.front();
    const bool runs_another = first.is("WITH") || (first.is("EXPLAIN") && words.size() > 1 && words[1].is("ANALYZE"));
    for (std::size_t i = 0; i < (runs_another ? words.size() : 1); ++i)
        if (writes_at(words, i))
            return driver::Kind::Write;
    const bool reads = is_one_of(first, {"SELECT", "VALUES", "TABLE", "SHOW", "PRAGMA", "WITH", "EXPLAIN"});
    return reads ? driver::Kind::Read : driver::Kind::Definition;
}

} // namespace

Rendered raw(const Dialect &dialect, std::string_view sql, const NamedValues &values)
{
    if (sql.find('\0') != std::string_view::npos)
        throw Failure(Status::USAGE, "the statement holds the character U+0000");
    std::vector<Token> tokens = scan(sql, dialect.lexis());
    const auto says_nothing = [](const Token &it) { return it.kind == Kind::Blank || it.kind == Kind::End; };
    const auto end = std::find_if(tokens.begin(), tokens.end(), [](const Token &it) { return it.kind == Kind::End; });
    if (std::all_of(tokens.begin(), tokens.end(), says_nothing))
        throw Failure(Status::USAGE, "there is no statement to ask");
    if (!std::all_of(end, tokens.end(), says_nothing))
        throw Failure(Status::USAGE, "more than one statement: ask them one by one");
    tokens.erase(end, tokens.end());
    dialect.admit(tokens);
    Binder binder(dialect, values);
    for (const Token &token : tokens)
        binder.add(token);
    Rendered out = binder.finish();
    out.named = true;
    out.own = true;
    out.kind = kind_of(tokens);
    out.returns = out.kind == driver::Kind::Write &&
                  std::any_of(tokens.begin(), tokens.end(), [](const Token &it) { return it.is("RETURNING"); });
    return out;
}

} // namespace gemel::sql
