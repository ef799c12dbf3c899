// Lays out JSON. A line that is short enough is never broken, so that the text depends on its content alone.
#include "core/definition/document_text.hpp"

#include "core/base/json.hpp"
#include "core/base/text.hpp"

namespace gemel::document {

namespace {

constexpr std::size_t widest = 110;

std::string named(std::string_view name)
{
    return say(to_json(Node{Value(std::string(name))}), ": ");
}

std::string joined(const std::vector<std::string> &parts, std::string_view between)
{
    std::string out;
    for (const std::string &part : parts)
        out += say(&part == &parts.front() ? "" : between, part);
    return out;
}

std::string on_one_line(const Node &node)
{
    if (node.scalar())
        return to_json(node);
    std::vector<std::string> parts;
    if (const List *list = node.list()) {
        for (const Node &item : *list)
            parts.push_back(on_one_line(item));
        return say("[", joined(parts, ", "), "]");
    }
    for (const Member &it : *node.object())
        parts.push_back(say(named(it.name), on_one_line(it.node)));
    return say("{ ", joined(parts, ", "), " }");
}

/// A value behind what stands before it on its line.
std::string laid_out(const Node &node, std::size_t indent, std::size_t before)
{
    std::string line = on_one_line(node);
    if (node.scalar() || indent + before + line.size() <= widest)
        return line;
    std::vector<std::string> parts;
    if (const List *list = node.list())
        for (const Node &item : *list)
            parts.push_back(document::laid_out(item, indent + 2));
    else
        for (const Member &it : *node.object())
            parts.push_back(member(it.name, it.node, indent + 2));
    return block(node.list() ? "[]" : "{}", parts, indent);
}

} // namespace

std::string member(std::string_view name, const Node &node, std::size_t indent)
{
    const std::string start = named(name);
    return say(start, laid_out(node, indent, start.size()));
}

std::string member(std::string_view name, std::string_view brackets, const std::vector<std::string> &parts,
                   std::size_t indent)
{
    return say(named(name), block(brackets, parts, indent));
}

std::string laid_out(const Node &node, std::size_t indent)
{
    return laid_out(node, indent, 0);
}

std::string block(std::string_view brackets, const std::vector<std::string> &parts, std::size_t indent)
{
    if (parts.empty())
        return std::string(brackets);
    const std::string line = say("\n", std::string(indent, ' '));
    return say(brackets.substr(0, 1), line, "  ", joined(parts, say(",", line, "  ")), line, brackets.substr(1));
}

} // namespace gemel::document
