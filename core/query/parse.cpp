// Reading queries. What is named in an order or in having may be an output, so outputs come first.
#include "core/query/parse.hpp"

#include "core/base/text.hpp"
#include "core/model/filter_parse.hpp"
#include "core/query/includes.hpp"
#include "core/query/options.hpp"
#include "core/query/scoping.hpp"
#include "core/query/words.hpp"

#include <algorithm>
#include <array>

namespace gemel {

namespace {

using statement::Function;

constexpr std::size_t most_terms = 100; // of an order, a group, a select

struct NamedFunction {
    std::string_view name;
    Function function;
};
constexpr std::array functions{NamedFunction{"count", Function::Count}, NamedFunction{"sum", Function::Sum},
                               NamedFunction{"avg", Function::Average}, NamedFunction{"min", Function::Minimum},
                               NamedFunction{"max", Function::Maximum}};

bool is_number(const Type &type) noexcept
{
    return type.kind == TypeKind::Integer || type.kind == TypeKind::Bigint || type.kind == TypeKind::Double ||
           type.kind == TypeKind::Decimal;
}

class QueryReader {
public:
    QueryReader(const Model &model, Members &members) : members_(members), query_(model) {}

    /// What every reading says.
    void rows()
    {
        query_.attributes = take_attributes(members_, *query_.model);
        query_.includes = take_includes(members_, *query_.model, query_.attributes);
        query_.scoping = take_scoping(members_, *query_.model);
        query_.raise_on_lazy = members_.flag("raiseOnLazy");
        locks();
    }

    void filter()
    {
        if (std::optional<Filter> where = take_filter(members_, *query_.model))
            query_.where = std::move(*where);
    }

    void order()
    {
        for (const std::string &words : take_words(members_, "order", most_terms))
            query_.order.push_back(ordering(words));
    }

    void all()
    {
        rows();
        filter();
        query_.all = members_.flag("all");
        query_.distinct = members_.flag("distinct");
        outputs();
        order();
        pages();
        refuse_contradictions();
    }

    Query take() { return std::move(query_); }

private:
    void outputs()
    {
        for (const std::string &words : take_words(members_, "select", most_terms))
            query_.select.push_back(output(words));
        for (const std::string &path : take_words(members_, "group", most_terms))
            query_.group.push_back(attribute(path));
        if (const Node *having = members_.take("having"))
            query_.having = parse_having(*having->object(), [&](const std::string &name) { return made(name); });
        for (const Output &it : query_.select) {
            const auto is_same = [&](const Output &other) { return other.name == it.name; };
            if (std::count_if(query_.select.begin(), query_.select.end(), is_same) > 1)
                members_.refuse(say("selects ", in_quotes(it.name), " twice"));
            const bool grouped = std::find(query_.group.begin(), query_.group.end(), it.term) != query_.group.end();
            if (makes_groups() && it.term.function == Function::None && !grouped)
                members_.refuse(
                    say("selects ", in_quotes(it.name), " of groups that are not made by it: add it to 'group'"));
        }
    }

    bool makes_groups() const
    {
        return !query_.group.empty() || std::any_of(query_.select.begin(), query_.select.end(), [](const Output &it) {
            return it.term.function != Function::None;
        });
    }

    Term attribute(const std::string &path) const
    {
        Term term = plain(path);
        if (!can_be_compared(term.attribute->type))
            members_.refuse(say(in_quotes(path), " is ", term.attribute->type_text, ", which has no order"));
        return term;
    }

    /// "count(*) as packages", "sum(size)", "section".
    Output output(const std::string &words) const
    {
        Words in(words);
        std::string text = in.next();
        while (in.has_next() && !in.is_next("as"))
            text += say(" ", in.next());
        const Term term = text.find('(') == std::string::npos ? plain(text) : calculated(text);
        std::string name = in.take("as") ? in.next() : to_text(term);
        if (name.empty() || in.has_next())
            members_.refuse(
                say(in_quotes(words), " is no output: write \"path\", \"sum(path)\" or \"sum(path) as name\""));
        return {std::move(name), term};
    }

    Term plain(const std::string &path) const
    {
        Term term = term_named(*query_.model, path);
        if (!term.attribute)
            members_.refuse(say(in_quotes(path), " is an association: name an attribute of it"));
        return term;
    }

    Term calculated(const std::string &text) const
    {
        const std::size_t open = text.find('(');
        const std::string name = text.substr(0, open);
        const auto known = std::find_if(functions.begin(), functions.end(),
                                        [&](const NamedFunction &it) { return equals_ignoring_case(it.name, name); });
        if (known == functions.end() || text.back() != ')')
            members_.refuse(say(in_quotes(text), " is no output: the functions are count, sum, avg, min and max"));
        Function function = known->function;
        Words inside(text.substr(open + 1, text.size() - open - 2));
        if (function == Function::Count && inside.take("*") && !inside.has_next())
            return {{}, nullptr, function};
        if (function == Function::Count && inside.take("distinct"))
            function = Function::CountDistinct;
        Term term = plain(inside.next());
        if (inside.has_next())
            members_.refuse(say(in_quotes(text), " is no output: a function takes one attribute"));
        term.function = function;
        require_takes(term);
        return term;
    }

    void require_takes(const Term &term) const
    {
        const Type &type = term.attribute->type;
        const bool numbers_only = term.function == Function::Sum || term.function == Function::Average;
        const bool finds_least = term.function == Function::Minimum || term.function == Function::Maximum;
        const bool has_least =
            is_number(type) || is_text(type) || type.kind == TypeKind::Date || type.kind == TypeKind::Timestamp;
        if ((numbers_only && !is_number(type)) || (finds_least && !has_least) ||
            (term.function == Function::CountDistinct && !can_be_compared(type)))
            members_.refuse(say(to_text(term), " cannot be made: ", in_quotes(term.attribute->name), " is ",
                                term.attribute->type_text));
    }

    /// What an order or having names: an output, or a path.
    Term made(const std::string &name) const
    {
        for (const Output &it : query_.select)
            if (it.name == name)
                return it.term;
        if (name.find('(') != std::string::npos)
            return calculated(name);
        Term term = attribute(name);
        if (makes_groups() && std::find(query_.group.begin(), query_.group.end(), term) == query_.group.end())
            members_.refuse(say(in_quotes(name), " is neither an output nor what groups are made by"));
        return term;
    }

    /// "name", "license.number desc nulls first".
    Ordering ordering(const std::string &words) const
    {
        Words in(words);
        std::string name = in.next();
        while (name.find('(') != std::string::npos && name.back() != ')' && in.has_next())
            name += say(" ", in.next());
        Ordering ordering{made(name)};
        ordering.descending = in.take("desc");
        if (!ordering.descending)
            in.take("asc");
        if (in.take("nulls")) {
            ordering.nulls_first = in.take("first");
            if (!ordering.nulls_first && !in.take("last"))
                members_.refuse(say(in_quotes(words), ": nulls come 'first' or 'last'"));
        }
        if (name.empty() || in.has_next())
            members_.refuse(
                say(in_quotes(words), " is no order: write \"path\", \"path desc\" or \"path desc nulls first\""));
        return ordering;
    }

    void pages()
    {
        std::optional<std::int64_t> offset;
        members_.take("limit", query_.limit);
        members_.take("offset", offset);
        query_.offset = offset.value_or(0);
        if (query_.limit.value_or(0) < 0 || query_.offset < 0)
            members_.refuse(say("option ", query_.offset < 0 ? "'offset'" : "'limit'", " must not be less than 0"));
        if (const Node *after = members_.take("after"))
            query_.after = after_row(*after);
    }

    /// All that the order names, and the primary key.
    std::vector<Value> after_row(const Node &node) const
    {
        const Object &given = *node.object();
        std::vector<Value> row;
        for (const Ordering &it : complete_order(query_)) {
            const Node *value = find_member(given, to_text(it.term));
            if (!value || !value->scalar())
                members_.refuse(say("option 'after' lacks ", in_quotes(to_text(it.term)), ", which the order needs"));
            Conversion conversion = convert(type_of(it.term), *value->scalar());
            if (!conversion.value)
                throw Failure(Status::VALIDATION,
                              say(members_.where(), ": ", to_text(it.term), " ", conversion.complaint));
            row.push_back(std::move(*conversion.value));
        }
        if (given.size() > row.size())
            members_.refuse("option 'after' names what is neither in the order nor in the primary key");
        return row;
    }

    void locks()
    {
        std::optional<std::string> lock;
        members_.take("lock", lock);
        if (!lock)
            return;
        Words in(*lock);
        const bool update = in.take("update");
        query_.lock = update ? statement::Lock::Remove : statement::Lock::Share;
        bool known = update || in.take("share");
        if (in.take("nowait")) {
            query_.locked = statement::Locked::Fail;
        } else if (in.take("skip")) {
            query_.locked = statement::Locked::Skip;
            known = known && in.take("locked");
        }
        if (!known || in.has_next())
            members_.refuse(say(in_quotes(*lock),
                                " is no lock: write \"update\" or \"share\", and behind it \"nowait\" or "
                                "\"skip locked\""));
    }

    void refuse_contradictions() const
    {
        const bool gives_values = !query_.select.empty();
        if (query_.all && !query_.where.is_everything())
            members_.refuse("has a filter and says 'all'");
        if (!gives_values && (query_.distinct || !query_.group.empty() || !query_.having.is_everything()))
            members_.refuse("groups or makes distinct, but says not what: give 'select'");
        if (gives_values && (!query_.attributes.empty() || !query_.after.empty() ||
                             query_.lock != statement::Lock::None || query_.raise_on_lazy))
            members_.refuse("gives values, not records: 'attributes', 'after', 'lock' and 'raiseOnLazy' are for "
                            "records");
        if (query_.offset > 0 && !query_.after.empty())
            members_.refuse("has 'offset' and 'after': pages begin at one of them");
    }

    Members &members_;
    Query query_;
};

} // namespace

Query parse_query(const Model &model, Members &members)
{
    QueryReader reader(model, members);
    reader.all();
    return reader.take();
}

Query parse_query_for_one(const Model &model, Members &members)
{
    QueryReader reader(model, members);
    reader.rows();
    reader.filter();
    reader.order();
    return reader.take();
}

Query parse_query_by_key(const Model &model, Members &members)
{
    QueryReader reader(model, members);
    reader.rows();
    return reader.take();
}

} // namespace gemel
