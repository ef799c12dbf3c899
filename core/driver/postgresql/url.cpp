// Reads and splits URLs. Connects to nothing.
#include "core/driver/postgresql/url.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <memory>
#include <new>

namespace gemel::driver::postgresql {

namespace {

struct FreeOptions {
    void operator()(PQconninfoOption *options) const noexcept { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

constexpr std::string_view form = "postgresql://user@host/database";

[[noreturn]] void refuse(std::string_view complaint)
{
    throw Failure(Status::USAGE, say("malformed postgresql URL: ", complaint));
}

/// "%C3%A4" -> "ä". What is no such code stays as it is: libpq will complain of it.
std::string decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexadecimal_digit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexadecimal_digit(text[i + 2]) : -1;
        if (low >= 0) {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

Prepare parse_prepare(const std::string &text)
{
    if (const auto prepare = prepare_named(text))
        return *prepare;
    throw Failure(Status::USAGE,
                  say("parameter 'prepare' of a postgresql URL must be auto, never or always, not ", in_quotes(text)));
}

/// Every '@', '/' or '?' of a user or password must be encoded. Otherwise libpq takes a part of the password for
/// something else, and its messages repeat that.
void require_plain_authority(std::string_view url)
{
    const std::size_t begin = url.find("//");
    if (begin == std::string_view::npos)
        refuse(say("write ", form));
    const std::string_view rest = url.substr(begin + 2);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
    const auto count = std::count(rest.begin(), rest.end(), '@');
    if (count > 1 || (count == 1 && authority.find('@') == std::string_view::npos))
        refuse("write an @ inside a name, password or parameter as %40, a / as %2F and a ? as %3F");
}

/// Who forgot the ? or meant keywords wrote a password into the name of a user, host or database; those are repeated,
/// by libpq and by the server. Only a password may hold anything.
void require_plain_names(std::string_view url)
{
    std::string_view names = url.substr(url.find("//") + 2);
    names = names.substr(0, names.find('?'));
    const std::size_t at = names.find('@');
    const std::string_view entry = at == std::string_view::npos ? "" : names.substr(0, at);
    if (at != std::string_view::npos)
        names.remove_prefix(at + 1);
    for (const std::string_view part : {entry.substr(0, entry.find(':')), names})
        if (part.find_first_of("=& \t\r\n") != std::string_view::npos)
            refuse("parameters come behind a ?; write an = inside a name as %3D, an & as %26 and a blank as %20");
}

Options parse(const std::string &url, std::string &complaint)
{
    char *text = nullptr;
    Options options(PQconninfoParse(url.c_str(), &text));
    if (!options && !text)
        throw std::bad_alloc();
    if (text)
        complaint = text;
    PQfreemem(text);
    return options;
}

std::vector<std::string> known_parameters()
{
    const Options options(PQconndefaults());
    if (!options)
        throw std::bad_alloc();
    std::vector<std::string> names{"prepare", "schema"};
    for (const PQconninfoOption *it = options.get(); it->keyword; ++it)
        names.emplace_back(it->keyword);
    return names;
}

/// Says more than libpq: which name was meant. What is near to none may be the end of a password with an & in it. Of
/// what libpq says, only what comes before the first part of the URL.
[[noreturn]] void refuse_url(const std::vector<std::string> &names, const std::string &complaint)
{
    const std::vector<std::string> known = known_parameters();
    for (const std::string &name : names) {
        if (name == "ssl" || std::find(known.begin(), known.end(), name) != known.end())
            continue;
        const std::string meant = suggestion(name, known);
        throw Failure(Status::USAGE, meant.empty()
                                         ? "unknown parameter of a postgresql URL; write an & inside a value as %26"
                                         : say("unknown parameter ", in_quotes(name), " of a postgresql URL", meant));
    }
    std::string told = complaint.substr(0, complaint.find('"'));
    while (!told.empty() && (told.back() == ' ' || told.back() == ':' || told.back() == '\n'))
        told.pop_back();
    refuse(told);
}

/// As libpq does when it connects, but for repeating it: behind a colon may be a password that lacks its host.
void require_port(const PQconninfoOption *options)
{
    for (const PQconninfoOption *it = options; it->keyword; ++it)
        if (std::string_view(it->keyword) == "port" && it->val &&
            std::string_view(it->val).find_first_not_of("0123456789, ") != std::string_view::npos)
            refuse("the port is no number");
}

} // namespace

void parse_url(Target &target)
{
    const std::string url = target.url;
    target.url.clear();
    if (url.find('\0') != std::string::npos)
        refuse("it holds a U+0000");
    require_plain_authority(url);
    require_plain_names(url);
    const std::size_t question = url.find('?');
    std::string out = url.substr(0, question);
    std::vector<std::string> names;
    std::string_view rest = question == std::string::npos ? "" : std::string_view(url).substr(question + 1);
    char before = '?';
    while (!rest.empty()) {
        const std::string_view part = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), part.size() + 1));
        const std::size_t equals = part.find('=');
        const std::string name = decoded(part.substr(0, equals));
        const std::string value = equals == std::string_view::npos ? "" : decoded(part.substr(equals + 1));
        if (name == "schema") {
            target.schema = value;
        } else if (name == "prepare") {
            target.prepare = parse_prepare(value);
        } else {
            names.push_back(name);
            out += say(std::string(1, before), part);
            before = '&';
        }
    }
    std::string complaint;
    const Options options = parse(out, complaint);
    if (!options)
        refuse_url(names, complaint);
    require_port(options.get());
    target.address = std::move(out);
}

std::vector<std::pair<std::string, std::string>> connect_parameters(const Target &target)
{
    std::string complaint;
    const Options options = parse(target.address, complaint);
    if (!options)
        refuse_url({}, complaint);
    std::vector<std::pair<std::string, std::string>> parameters;
    for (const PQconninfoOption *it = options.get(); it->keyword; ++it)
        if (it->val && std::string_view(it->keyword) != "client_encoding")
            parameters.emplace_back(it->keyword, it->val);
    parameters.emplace_back("client_encoding", "UTF8");
    parameters.emplace_back("fallback_application_name", "gemel");
    return parameters;
}

} // namespace gemel::driver::postgresql
