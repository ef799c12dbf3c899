// What is skipped is the same for every dialect, but texts between $tags$, which only PostgreSQL has; elsewhere a $ is
// in no statement.
#include "core/sql/raw.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <algorithm>

namespace gemel::sql {

namespace {

bool begins_name(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool continues_name(char c) noexcept
{
    return begins_name(c) || (c >= '0' && c <= '9');
}

class Scanner {
public:
    explicit Scanner(std::string_view sql) : sql_(sql) {}

    bool at_end() const noexcept { return at_ == sql_.size(); }

    /// What cannot hold a name, as it is; nothing where a name, an end of a statement or the end is next.
    std::string_view text()
    {
        const std::size_t begin = at_;
        while (!at_end() && sql_[at_] != ';' && !is_name())
            skip();
        return sql_.substr(begin, at_ - begin);
    }

    /// Without its colon; empty where there is none.
    std::string_view name()
    {
        if (at_end() || !is_name())
            return {};
        const std::size_t begin = ++at_;
        at_ = end_of_name(at_);
        return sql_.substr(begin, at_ - begin);
    }

    /// Behind the end of a statement there may be only blanks and comments.
    bool takes_end()
    {
        while (!at_end()) {
            const char c = sql_[at_];
            const bool is_comment = sql_.substr(at_, 2) == "--" || sql_.substr(at_, 2) == "/*";
            if (!is_comment && c != ';' && c != ' ' && c != '\t' && c != '\n' && c != '\r')
                return false;
            skip();
        }
        return true;
    }

private:
    bool is_name() const noexcept
    {
        return sql_[at_] == ':' && at_ + 1 < sql_.size() && begins_name(sql_[at_ + 1]) &&
               (at_ == 0 || sql_[at_ - 1] != ':');
    }

    std::size_t end_of_name(std::size_t at) const noexcept
    {
        while (at < sql_.size() && continues_name(sql_[at]))
            ++at;
        return at;
    }

    /// One character, or all of a text, a name or a comment.
    void skip()
    {
        const char c = sql_[at_];
        if (c == '\'' || c == '"')
            return skip_quoted(c, c == '\'' && has_escapes());
        if (sql_.substr(at_, 2) == "--")
            at_ = std::min(sql_.find('\n', at_), sql_.size());
        else if (sql_.substr(at_, 2) == "/*")
            skip_comment();
        else if (c == '$')
            skip_dollars();
        else if (continues_name(c))
            skip_identifier();
        else
            ++at_;
    }

    /// E'...' has backslashes before what stands for itself.
    bool has_escapes() const noexcept
    {
        const bool e = at_ > 0 && (sql_[at_ - 1] == 'e' || sql_[at_ - 1] == 'E');
        return e && (at_ == 1 || !continues_name(sql_[at_ - 2]));
    }

    void skip_quoted(char quote, bool escapes)
    {
        for (++at_; !at_end() && sql_[at_] != quote; ++at_)
            if (escapes && sql_[at_] == '\\' && at_ + 1 < sql_.size())
                ++at_;
        at_ = std::min(at_ + 1, sql_.size());
    }

    void skip_comment()
    {
        std::size_t depth = 0;
        do {
            const std::string_view next = sql_.substr(at_, 2);
            depth += next == "/*" ? 1 : 0;
            depth -= next == "*/" ? 1 : 0;
            at_ = std::min(at_ + (next == "/*" || next == "*/" ? 2 : 1), sql_.size());
        } while (depth > 0 && !at_end());
    }

    /// It may have a $ within.
    void skip_identifier()
    {
        while (!at_end() && (continues_name(sql_[at_]) || sql_[at_] == '$'))
            ++at_;
    }

    void skip_dollars()
    {
        const std::size_t end = end_of_name(at_ + 1);
        if (end > at_ + 1 && !begins_name(sql_[at_ + 1]))
            throw Failure(Status::USAGE, say("the statement has the parameter ", in_quotes(sql_.substr(at_, end - at_)),
                                             ": values stand by name, as :name"));
        if (end == sql_.size() || sql_[end] != '$') {
            ++at_;
            return;
        }
        const std::string_view tag = sql_.substr(at_, end + 1 - at_);
        const std::size_t close = sql_.find(tag, end + 1);
        at_ = close == std::string_view::npos ? sql_.size() : close + tag.size();
    }

    const std::string_view sql_;
    std::size_t at_ = 0;
};

} // namespace

Rendered raw(const Dialect &dialect, std::string_view sql, const NamedValues &values)
{
    if (Scanner(sql).takes_end())
        throw Failure(Status::USAGE, "there is no statement to ask");
    Rendered out;
    out.named = true;
    std::vector<bool> used(values.size());
    for (Scanner scanner(sql); !scanner.at_end();) {
        out.sql += scanner.text();
        if (const std::string_view name = scanner.name(); !name.empty()) {
            const auto found =
                std::find_if(values.begin(), values.end(), [&](const auto &it) { return it.first == name; });
            if (found == values.end())
                throw Failure(Status::USAGE,
                              say("the statement names ", in_quotes(name), ", and no value is given for it"));
            used[static_cast<std::size_t>(found - values.begin())] = true;
            out.operands.emplace_back(found->second);
            out.sql += dialect.placeholder(out.operands.size());
        } else if (!scanner.takes_end()) {
            throw Failure(Status::USAGE, "more than one statement: ask them one by one");
        }
    }
    if (const auto unused = std::find(used.begin(), used.end(), false); unused != used.end())
        throw Failure(Status::USAGE, say("the statement does not name ",
                                         in_quotes(values[static_cast<std::size_t>(unused - used.begin())].first),
                                         ", for which a value is given"));
    return out;
}

} // namespace gemel::sql
