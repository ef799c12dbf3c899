// A statement of PostgreSQL is what its first word says it is, but for what its expressions call.
#include "core/sql/unsettling.hpp"

#include "core/driver/unsettling.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>

namespace gemel::sql {

namespace {

using driver::Unsettling;
using Kind = Token::Kind;

struct Verb {
    std::string_view word;
    Unsettling why;
};

constexpr std::array verbs = {
    Verb{"BEGIN", Unsettling::Transaction},     Verb{"START", Unsettling::Transaction},
    Verb{"COMMIT", Unsettling::Transaction},    Verb{"END", Unsettling::Transaction},
    Verb{"ROLLBACK", Unsettling::Transaction},  Verb{"ABORT", Unsettling::Transaction},
    Verb{"SAVEPOINT", Unsettling::Transaction}, Verb{"RELEASE", Unsettling::Transaction},
    Verb{"PREPARE", Unsettling::Lasting},       Verb{"RESET", Unsettling::Setting},
    Verb{"DISCARD", Unsettling::Setting},       Verb{"LOAD", Unsettling::Lasting},
    Verb{"LISTEN", Unsettling::Lasting},        Verb{"UNLISTEN", Unsettling::Lasting},
    Verb{"DECLARE", Unsettling::Lasting},       Verb{"FETCH", Unsettling::Foreign},
    Verb{"MOVE", Unsettling::Foreign},          Verb{"CLOSE", Unsettling::Foreign},
    Verb{"EXECUTE", Unsettling::Foreign},       Verb{"DEALLOCATE", Unsettling::Foreign},
};

constexpr std::string_view setter = "set_config";

/// They hold until the connection ends; pg_advisory_xact_lock and its siblings until the transaction does.
constexpr std::array locks = {"pg_advisory_lock", "pg_advisory_lock_shared", "pg_try_advisory_lock",
                              "pg_try_advisory_lock_shared"};

/// The tokens that say something, with a look ahead that never leaves them.
class Words {
public:
    explicit Words(const std::vector<Token> &tokens)
    {
        std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(tokens_),
                     [](const Token &it) { return it.kind != Kind::Blank; });
    }

    std::size_t size() const noexcept { return tokens_.size(); }
    const Token &at(std::size_t place) const noexcept
    {
        static constexpr Token end{Kind::End, ";"};
        return place < tokens_.size() ? tokens_[place] : end;
    }
    bool say(std::size_t from, std::initializer_list<std::string_view> words) const noexcept
    {
        return std::all_of(words.begin(), words.end(), [&](std::string_view word) { return at(from++).is(word); });
    }
    bool say_anywhere(std::initializer_list<std::string_view> words) const noexcept
    {
        for (std::size_t i = 0; i < size(); ++i)
            if (say(i, words))
                return true;
        return false;
    }

private:
    std::vector<Token> tokens_;
};

/// A name with a dot belongs to no part of the server: `app.user`.
bool is_own_setting(const Words &words, std::size_t name) noexcept
{
    const auto is_name = [&](std::size_t at) {
        return words.at(at).kind == Kind::Word || words.at(at).kind == Kind::Quoted;
    };
    const Token &whole = words.at(name);
    const bool has_dot = whole.kind == Kind::Quoted && whole.text.find('.') != std::string_view::npos;
    return has_dot || (is_name(name) && words.at(name + 1).is_symbol('.') && is_name(name + 2));
}

/// SET LOCAL app.user = ... ends with the transaction, and means nothing to anybody but him who asks for it.
void refuse_setting(const Words &words)
{
    if (words.say(0, {"SET", "LOCAL"}) && is_own_setting(words, 2))
        return;
    if (words.say(0, {"SET", "TRANSACTION"}) || words.say(0, {"SET", "SESSION", "CHARACTERISTICS"}))
        throw driver::unsettling("SET TRANSACTION", Unsettling::Transaction);
    throw driver::unsettling("SET", Unsettling::Setting);
}

std::size_t skip_to_kind(const Words &words, std::size_t at) noexcept
{
    if (words.say(at, {"OR", "REPLACE"}))
        at += 2;
    if (words.at(at).is("LOCAL") || words.at(at).is("GLOBAL"))
        ++at;
    return at;
}

bool is_temporary(const Token &token) noexcept
{
    return token.is("TEMP") || token.is("TEMPORARY");
}

/// What is temporary lasts as long as the connection, and hides what has its name; not if it goes with the transaction.
void refuse_temporary(const Words &words)
{
    const std::size_t first = skip_to_kind(words, 1);
    const bool drops = words.at(first + 1).is("TABLE") && words.say_anywhere({"ON", "COMMIT", "DROP"});
    if (words.at(0).is("CREATE") && is_temporary(words.at(first)) && !drops)
        throw driver::unsettling(words.at(first + 1).is("TABLE") ? "TEMPORARY without ON COMMIT DROP" : "TEMPORARY",
                                 Unsettling::Lasting);
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words.at(i).is("INTO") && is_temporary(words.at(skip_to_kind(words, i + 1))))
            throw driver::unsettling("INTO TEMPORARY", Unsettling::Lasting);
}

/// set_config('app.user', ..., true): from its bracket on.
bool is_local_config(const Words &words, std::size_t bracket) noexcept
{
    const Token &name = words.at(bracket + 1);
    if (name.kind != Kind::Text || name.text.find('.') == std::string_view::npos)
        return false;
    std::size_t at = bracket + 2, commas = 0;
    for (std::int32_t depth = 1; at < words.size() && commas < 2; ++at) {
        const Token &token = words.at(at);
        depth += token.is_symbol('(') || token.is_symbol('[') ? 1 : 0;
        depth -= token.is_symbol(')') || token.is_symbol(']') ? 1 : 0;
        if (depth == 0)
            return false;
        commas += depth == 1 && token.is_symbol(',') ? 1 : 0;
    }
    return words.at(bracket + 2).is_symbol(',') && words.at(at).is("TRUE") && words.at(at + 1).is_symbol(')');
}

std::optional<std::string_view> call_in(const Words &words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!words.at(i + 1).is_symbol('('))
            continue;
        for (const std::string_view lock : locks)
            if (words.at(i).names(lock))
                return lock;
        if (words.at(i).names(setter) && !is_local_config(words, i + 1))
            return setter;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string_view> unsettling_call(const std::vector<Token> &tokens)
{
    return call_in(Words(tokens));
}

void refuse_unsettling(const std::vector<Token> &tokens)
{
    const Words words(tokens);
    const Token &first = words.at(0);
    if (first.is("SET"))
        refuse_setting(words);
    if (words.say(0, {"PREPARE", "TRANSACTION"}))
        throw driver::unsettling("PREPARE TRANSACTION", Unsettling::Transaction);
    for (const Verb &verb : verbs)
        if (first.is(verb.word))
            throw driver::unsettling(verb.word, verb.why);
    for (const std::string_view stream : {"STDIN", "STDOUT"})
        if (first.is("COPY") && words.say_anywhere({stream}))
            throw driver::unsettling(stream, Unsettling::Copy);
    refuse_temporary(words);
    if (const auto call = call_in(words))
        throw driver::unsettling(*call, *call == setter ? Unsettling::Setting : Unsettling::Lasting);
}

} // namespace gemel::sql
