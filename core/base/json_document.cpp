// Reads documents: our reader, with a second tree of lines beside the tree that it builds.
#include "core/base/json_document.hpp"

#include "core/base/json_reader.hpp"

#include <numeric>

namespace gemel {

namespace {

constexpr std::size_t greatest_document = std::size_t{16} << 20;
constexpr std::size_t most_parts = 2000; // no database has a table of more columns; bounds the work on hostile input

class DocumentReader : public JsonReader {
public:
    explicit DocumentReader(std::string_view text) : JsonReader(text, Status::DEFINITION, "") {}

    JsonDocument parse_document()
    {
        if (const std::size_t at = invalid_utf8(text_); at != std::string_view::npos)
            refuse(at, "the document is not UTF-8");
        if (const std::size_t at = text_.find('\0'); at != std::string_view::npos)
            refuse(at, "unexpected U+0000"); // the library would take it for the end
        Node root{read()};
        return {std::move(root), std::move(done_)};
    }

private:
    void begin() override { lines_.push_back({line_of(begins_at()), {}}); }

    void end(const Node &node) override
    {
        if (const Object *object = node.object())
            refuse_duplicates(*object, lines_.back());
        done_ = std::move(lines_.back());
        lines_.pop_back();
    }

    void add_member(Object &object, std::string name, Node node) override
    {
        add_lines(node);
        object.push_back({std::move(name), std::move(node)});
    }

    void add_item(List &list, Node node) override
    {
        add_lines(node);
        list.push_back(std::move(node));
    }

    void see(const std::string &text) override
    {
        if (text.find('\0') != std::string::npos)
            refuse(last_read(), "a text cannot hold U+0000");
    }

    /// Where the value that is next begins; a member does so at its name.
    std::size_t begins_at() const noexcept
    {
        return !open_.empty() && open_.back().node.object() ? open_.back().name_at : last_read();
    }

    void add_lines(const Node &node)
    {
        std::vector<Lines> &parts = lines_.back().parts;
        if (parts.size() == most_parts)
            refuse(last_read(), "a list or object has more than 2000 parts");
        parts.push_back(node.scalar() ? Lines{line_of(begins_at()), {}} : std::move(done_));
    }

    /// Is asked for ever later bytes, so that all of them together cost one pass.
    std::size_t line_of(std::size_t position) noexcept
    {
        for (; counted_ < position; ++counted_)
            line_ += text_[counted_] == '\n' ? 1 : 0;
        return line_;
    }

    void refuse_duplicates(const Object &object, const Lines &lines) const
    {
        std::vector<std::size_t> order(object.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return object[a].name < object[b].name; });
        const auto twice = std::adjacent_find(
            order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return object[a].name == object[b].name; });
        if (twice != order.end())
            throw Failure(Status::DEFINITION,
                          say(place(lines.parts[*(twice + 1)].line, pointer()), ": ", in_quotes(object[*twice].name),
                              " is there twice, first on line ", std::to_string(lines.parts[*twice].line)));
    }

    /// Of the object that ends.
    std::string pointer() const
    {
        std::string pointer;
        for (auto open = open_.begin(); open + 1 < open_.end(); ++open)
            if (const List *list = open->node.list())
                pointer = pointer_to(pointer, list->size());
            else
                pointer = pointer_to(pointer, open->name);
        return pointer;
    }

    std::vector<Lines> lines_; // of what is open
    Lines done_;               // of the list or object that ended last
    std::size_t counted_ = 0;
    std::size_t line_ = 1;
};

} // namespace

JsonDocument parse_json_document(std::string_view text)
{
    if (text.size() > greatest_document)
        throw Failure(Status::DEFINITION, "the document is longer than 16 MiB");
    return DocumentReader(text).parse_document();
}

std::string pointer_to(std::string_view parent, std::string_view name)
{
    const std::string quoted = in_quotes(name);
    std::string pointer = say(parent, "/");
    for (const char c : std::string_view(quoted).substr(1, quoted.size() - 2)) {
        if (c == '~' || c == '/')
            pointer += c == '~' ? "~0" : "~1";
        else
            pointer += c;
    }
    return pointer;
}

std::string pointer_to(std::string_view parent, std::size_t item)
{
    return say(parent, "/", std::to_string(item));
}

std::string place(std::size_t line, std::string_view pointer)
{
    return say("line ", std::to_string(line), pointer.empty() ? "" : ", ", pointer);
}

} // namespace gemel
