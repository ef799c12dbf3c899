// Include by include: a row that several others lead to by the same include is one object. What is met on another way
// is another one, with what is included there; so objects keep each other alive downwards only.
#include "core/object/graph.hpp"

#include "core/base/text.hpp"
#include "core/object/load.hpp"

#include <string>
#include <unordered_map>

namespace gemel {

namespace {

/// One model in the columns of a row.
struct Part {
    const Model *model;
    const Association *association; // null for the rows asked for
    std::size_t parent;
    std::size_t first;                   // column
    std::vector<const Attribute *> read; // in the order of the columns
    std::size_t shown;                   // so many of them: what is behind was not asked for
    std::shared_ptr<const Includes> includes;
    std::vector<std::size_t> key{}; // columns that tell rows apart
};

class Graph {
public:
    Graph(const Model &model, const Chosen &chosen, const std::shared_ptr<const Includes> &includes,
          const driver::Rows &rows)
        : rows_(rows)
    {
        add({&model, nullptr, 0, 0, {}, 0, includes}, chosen);
        if (includes)
            add(includes, 0);
        members_.resize(parts_.size(), States(rows.size()));
    }

    void make()
    {
        for (std::size_t part = 0; part < parts_.size(); ++part)
            make(part);
        for (std::size_t part = 1; part < parts_.size(); ++part)
            link(part);
    }

    /// Room for what apply() writes.
    void prepare()
    {
        for (Link &it : links_)
            it.state->make_slots();
    }

    /// All of it; cannot fail.
    States apply() noexcept
    {
        changes_.apply();
        for (Origin &it : origins_) {
            it.state->includes = std::move(it.includes);
            it.state->cohort = std::move(it.cohort);
        }
        for (Link &it : links_)
            it.state->fill(*it.association, std::move(it.slot));
        return std::move(members_.front());
    }

private:
    struct Link {
        State *state;
        const Association *association;
        Slot slot;
    };
    struct Origin {
        State *state;
        std::shared_ptr<const Includes> includes;
        std::shared_ptr<const Cohort> cohort;
    };

    void add(Part part, const Chosen &chosen)
    {
        part.read = attributes_read(*part.model, chosen);
        part.shown = chosen.empty() ? part.read.size() : chosen.size();
        for (const Attribute *attribute : part.model->primary_key)
            part.key.push_back(part.first + index_in(part.read, *attribute));
        parts_.push_back(std::move(part));
    }

    void add(const std::shared_ptr<const Includes> &includes, std::size_t parent)
    {
        for (const Include &include : *includes) {
            if (include.batched)
                continue;
            const std::size_t number = parts_.size();
            const std::size_t first = parts_.back().first + parts_.back().read.size();
            const std::shared_ptr<const Includes> below(includes, &include.includes);
            add({include.association->target,
                 include.association,
                 parent,
                 first,
                 {},
                 0,
                 include.includes.empty() ? nullptr : below},
                include.attributes);
            add(below, number);
        }
    }

    /// What tells a row from others of its model; nothing where there is no row.
    std::optional<std::string> identity(const Part &part, std::size_t row) const
    {
        std::string text;
        for (const std::size_t column : part.key) {
            const driver::Cell &cell = rows_.at(row, column);
            if (cell.form == driver::Form::Null)
                return std::nullopt;
            const bool is_word = cell.form == driver::Form::Integer || cell.form == driver::Form::Double;
            const std::string value = is_word ? std::to_string(cell.word) : std::string(rows_.bytes(cell));
            text += say(std::to_string(value.size()), ":", value);
        }
        return text;
    }

    void make(std::size_t number)
    {
        const Part &part = parts_[number];
        auto cohort = std::make_shared<Cohort>();
        std::unordered_map<std::string, std::shared_ptr<State>> known;
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            const auto key = number > 0 ? identity(part, row) : std::nullopt;
            if (!key && number > 0)
                continue;
            // What is asked for comes once a row.
            std::shared_ptr<State> fresh;
            std::shared_ptr<State> &state = number > 0 ? known[*key] : fresh;
            if (!state) {
                state = std::make_shared<State>(*part.model);
                load(*state, part, row);
                origins_.push_back({state.get(), part.includes, cohort});
                cohort->add(state);
            }
            members_[number][row] = state;
        }
    }

    void load(State &state, const Part &part, std::size_t row)
    {
        for (std::size_t i = 0; i < part.shown; ++i) {
            const Attribute &attribute = *part.read[i];
            const RowPlace place{part.model, &part.key, row};
            changes_.store(state, attribute, read_value(attribute, rows_, rows_.at(row, part.first + i), place));
        }
        changes_.mark_stored(state);
    }

    void link(std::size_t number)
    {
        const Part &part = parts_[number];
        for (std::size_t row = 0; row < rows_.size(); ++row)
            if (State *parent = members_[part.parent][row].get()) {
                const std::shared_ptr<State> &child = members_[number][row];
                links_.push_back({parent, part.association, child ? Slot::keep(child) : Slot::nobody()});
            }
    }

    const driver::Rows &rows_;
    std::vector<Part> parts_;
    std::vector<States> members_; // by part and row
    Changes changes_;
    std::vector<Origin> origins_;
    std::vector<Link> links_;
};

} // namespace

States make_states(const Model &model, const Chosen &chosen, const std::shared_ptr<const Includes> &includes,
                   const driver::Rows &rows)
{
    Graph graph(model, chosen, includes, rows);
    graph.make();
    graph.prepare();
    return graph.apply();
}

void load_again(const std::shared_ptr<State> &state, const std::shared_ptr<State> &fresh)
{
    Changes changes;
    auto cohort = std::make_shared<Cohort>();
    cohort->add(state);
    for (const Attribute &attribute : state->model().attributes)
        if (const Value *value = fresh->stored(attribute))
            changes.store(*state, attribute, *value);
    changes.mark_stored(*state);
    changes.apply();
    state->includes = std::move(fresh->includes);
    state->cohort = std::move(cohort);
    state->take_slots(*fresh);
}

} // namespace gemel
