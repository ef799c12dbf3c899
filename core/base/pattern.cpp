// The one place that knows PCRE2. What its build leaves open, such as the end of a line, is said here, so that a
// pattern means the same everywhere; its just-in-time compiler, which not every machine has, is left out for the same
// reason.
#include "core/base/pattern.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <new>

namespace gemel {

namespace {

constexpr std::size_t longest = 4000;            // bytes of a pattern
constexpr std::uint32_t most_steps = 1'000'000;  // some hundredths of a second
constexpr std::uint32_t most_memory = 64 * 1024; // KiB
constexpr std::uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;

struct Free {
    void operator()(pcre2_code *it) const noexcept { pcre2_code_free(it); }
    void operator()(pcre2_compile_context *it) const noexcept { pcre2_compile_context_free(it); }
    void operator()(pcre2_match_context *it) const noexcept { pcre2_match_context_free(it); }
    void operator()(pcre2_match_data *it) const noexcept { pcre2_match_data_free(it); }
};
template <typename T> using Owned = std::unique_ptr<T, Free>;

template <typename T> Owned<T> own(T *made)
{
    if (!made)
        throw std::bad_alloc();
    return Owned<T>(made);
}

PCRE2_SPTR units(std::string_view text) noexcept
{
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

Owned<pcre2_code> compile(std::string_view text)
{
    if (text.size() > longest)
        throw Failure(Status::DEFINITION, say("is longer than ", std::to_string(longest), " bytes"));
    const auto context = own(pcre2_compile_context_create(nullptr));
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
    pcre2_set_bsr(context.get(), PCRE2_BSR_UNICODE);
    int error = 0;
    PCRE2_SIZE offset = 0;
    Owned<pcre2_code> code(pcre2_compile(units(text), text.size(), options, &error, &offset, context.get()));
    if (code)
        return code;
    if (error == PCRE2_ERROR_NOMEMORY || error == PCRE2_ERROR_HEAP_FAILED)
        throw std::bad_alloc();
    std::array<PCRE2_UCHAR, 256> message{};
    pcre2_get_error_message(error, message.data(), message.size());
    const std::size_t place = character_count(text.substr(0, offset)) + 1;
    throw Failure(Status::DEFINITION, say(reinterpret_cast<const char *>(message.data()), ", at character ",
                                          std::to_string(place), " of ", in_quotes(text)));
}

Owned<pcre2_match_context> limits()
{
    auto context = own(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(context.get(), most_steps);
    pcre2_set_heap_limit(context.get(), most_memory);
    return context;
}

} // namespace

struct Pattern::Code {
    Owned<pcre2_code> compiled;
    Owned<pcre2_match_context> context;
};

Pattern::Pattern(std::string_view text) : code_(new Code{compile(text), limits()}) {}

Pattern::~Pattern() = default;

Pattern::Answer Pattern::find_in(std::string_view text) const
{
    const auto data = own(pcre2_match_data_create(1, nullptr));
    const int answer =
        pcre2_match(code_->compiled.get(), units(text), text.size(), 0, 0, data.get(), code_->context.get());
    if (answer >= 0)
        return Answer::Found;
    if (answer == PCRE2_ERROR_NOMATCH)
        return Answer::Missing;
    if (answer == PCRE2_ERROR_NOMEMORY)
        throw std::bad_alloc();
    return Answer::TooHard;
}

} // namespace gemel
