// One place that tells, and ends the process.
#include "judge.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace fuzz {

namespace {

std::string_view secret;

void require_no_secret(std::string_view text)
{
    if (!secret.empty() && text.find(secret) != std::string_view::npos)
        fail("an error shows a secret: " + std::string(text));
}

/// How many bytes follow the first one of a character; -1 for none that begins one.
int following(std::uint8_t first)
{
    if (first < 0x80)
        return 0;
    if (first >= 0xC2 && first < 0xE0)
        return 1;
    if (first >= 0xE0 && first < 0xF0)
        return 2;
    return first >= 0xF0 && first < 0xF5 ? 3 : -1;
}

void judge_item(const gemel_error *error, std::size_t item)
{
    const std::string_view message = gemel_error_item_message(error, item);
    require_one_line(message, "the message of an item");
    require(gemel_error_item_status(error, item) != GEMEL_OK, "an item has no status");
    require(is_utf8(gemel_error_item_model(error, item)), "the model of an item is no UTF-8");
    require(is_utf8(gemel_error_item_attribute(error, item)), "the attribute of an item is no UTF-8");
    require(is_utf8(gemel_error_item_value(error, item)), "the value of an item is no UTF-8");
    require_no_secret(message);
    require_no_secret(gemel_error_item_value(error, item));
}

} // namespace

void fail(const std::string &complaint)
{
    std::fprintf(stderr, "BROKEN: %s\n", complaint.c_str());
    std::abort();
}

Secret::Secret(std::string_view it)
{
    secret = it;
}
Secret::~Secret()
{
    secret = {};
}

bool is_utf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const int more = following(static_cast<std::uint8_t>(text[at++]));
        if (more < 0)
            return false;
        for (int i = 0; i < more; ++i, ++at)
            if (at >= text.size() || (static_cast<std::uint8_t>(text[at]) & 0xC0U) != 0x80)
                return false;
    }
    return true;
}

void require_one_line(std::string_view text, std::string_view what)
{
    const auto complain = [&](const char *complaint) {
        fail(std::string(what) + " " + complaint + ": " + std::string(text));
    };
    if (text.empty())
        complain("is empty");
    if (text.find_first_of("\n\r") != std::string_view::npos)
        complain("has several lines");
    if (!is_utf8(text))
        complain("is no UTF-8");
}

void judge(gemel_status status, const gemel_error *error)
{
    if (status == GEMEL_OK) {
        require(error == nullptr, "a call that succeeded gives an error");
        return;
    }
    require(status > GEMEL_OK && status <= GEMEL_INTERNAL, "a status that is not in the table");
    require(error != nullptr, std::string("no error beside ") + gemel_status_name(status));
    const std::string message = gemel_error_message(error);
    trace(std::string("  ") + gemel_status_name(status) + ": " + message);
    require(status == gemel_error_status(error), "the error has another status than the call: " + message);
    require(status != GEMEL_INTERNAL && status != GEMEL_OUT_OF_MEMORY && status != GEMEL_UNKNOWN_OUTCOME,
            std::string(gemel_status_name(status)) + ": " + message);
    require_one_line(message, "the message of an error");
    require(message.back() != '.', "the message of an error ends with a dot: " + message);
    require_no_secret(message);
    for (std::size_t item = 0; item < gemel_error_item_count(error); ++item)
        judge_item(error, item);
}

bool is_traced()
{
    static const bool it = std::getenv("FUZZ_TRACE") != nullptr;
    return it;
}

void trace(const std::string &line)
{
    if (is_traced())
        std::fprintf(stderr, "%s\n", line.c_str());
}

} // namespace fuzz
