// Destroying an object: before its row goes, its dependents get what their has one says.
#include "core/association/steps.hpp"
#include "core/base/text.hpp"
#include "core/object/refusal.hpp"
#include "core/writing/associate_has_one.hpp"
#include "core/writing/hooked_row.hpp"

#include <algorithm>

namespace gemel::hooked {

namespace {

class Destroyer {
public:
    Destroyer(const Hooks &hooks, const DestroyOptions &options, States *unlinked)
        : hooks_(hooks), options_(options), unlinked_(unlinked)
    {}

    bool destroy(const StatePtr &state, const Association *replaced)
    {
        hooks_.call(HookEvent::BeforeDestroy, state);
        require_unbound(*state, replaced);
        const std::size_t place = around_.size();
        around_.push_back(state);
        settle_dependents(*state);
        around_.pop_back();
        const bool is_in_ring = ring_ <= place;
        if (ring_ == place)
            ring_ = none;
        bool was_there = false;
        {
            const Session::Call call(hooks_.session());
            was_there = gemel::destroy(hooks_.session(), *state, options_);
        }
        // It was met as a row: if it is gone, the database has let it go with another one of the ring.
        was_there = was_there || is_in_ring;
        if (was_there)
            hooks_.call(HookEvent::AfterDestroy, state);
        return was_there;
    }

private:
    /// What an owner must have goes with it, or where another one takes its place.
    void require_unbound(const State &state, const Association *replaced)
    {
        Plan plan;
        for (const Association *place : state.model().bound_to) {
            const bool goes_too = std::any_of(around_.begin(), around_.end(),
                                              [&](const StatePtr &owner) { return &owner->model() == place->source; });
            if (place != replaced && !goes_too)
                plan.steps.push_back(steps::check_unbound(*place, state.row(), Value(Null{})));
        }
        if (plan.steps.empty())
            return;
        locked_rows(hooks_.session(), state.model(), is_row(state.row()), statement::Lock::Remove);
        run(plan);
    }

    void settle_dependents(const State &owner)
    {
        for (const Fate fate : {Fate::Restrict, Fate::Nullify, Fate::Destroy})
            for (const Association &association : owner.model().associations) {
                if (association.fate != fate)
                    continue;
                lock(association, owner);
                for (const StatePtr &dependent : dependents(association, owner))
                    settle(association, owner, dependent);
            }
    }

    void settle(const Association &association, const State &owner, const StatePtr &dependent)
    {
        if (association.fate == Fate::Restrict)
            throw Failure(Status::FOREIGN_KEY, say(describe(owner.row()), " has a ", association.name, ", ",
                                                   describe(dependent->row()), ", and cannot be destroyed before it"));
        if (association.fate == Fate::Destroy) {
            destroy(dependent, nullptr);
            return;
        }
        SaveOptions options;
        options.unlinks = true;
        update(hooks_, dependent, {{association.foreign_key->name, Node{Value(Null{})}}}, options);
        if (unlinked_)
            unlinked_->push_back(dependent);
    }

    /// Whoever links a dependent locks the owner first.
    void lock(const Association &association, const State &owner)
    {
        Plan plan;
        plan.steps.push_back(steps::lock_owner(association, is_row(owner.row())));
        run(plan);
    }

    void run(const Plan &plan)
    {
        const Session::Call call(hooks_.session());
        hooks_.session().run(plan, [](const Session::Results &) {});
    }

    States dependents(const Association &association, const State &owner)
    {
        const std::optional<Value> key = key_of(owner, association);
        if (!key || is_null(*key))
            return {};
        States rows = locked_rows(hooks_.session(), *association.target, steps::has_place(association, *key),
                                  statement::Lock::Remove);
        std::erase_if(rows, [&](const StatePtr &row) {
            const auto met = std::find_if(around_.begin(), around_.end(),
                                          [&](const StatePtr &other) { return other->is_same_row(*row); });
            if (met != around_.end())
                ring_ = std::min(ring_, static_cast<std::size_t>(met - around_.begin()));
            return met != around_.end();
        });
        return rows;
    }

    /// What dependents hold: another key than the primary key may have changed since the owner was read.
    std::optional<Value> key_of(const State &owner, const Association &association)
    {
        const Value *key = has_one::key_value(owner, association);
        if (!association.key->primary_key) {
            const States rows =
                locked_rows(hooks_.session(), owner.model(), is_row(owner.row()), statement::Lock::Change);
            if (!rows.empty())
                return *rows.front()->stored(*association.key);
        }
        return key ? std::optional(*key) : std::nullopt;
    }

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    const Hooks &hooks_;
    const DestroyOptions options_;
    States *const unlinked_;
    States around_;           // what is being destroyed
    std::size_t ring_ = none; // the outermost of these that one of its own dependents has led back to
};

} // namespace

bool is_destroyed_in_steps(const Model &model, bool hooks) noexcept
{
    return (hooks && !model.hooks.empty()) || !model.bound_to.empty() ||
           std::any_of(model.associations.begin(), model.associations.end(),
                       [](const Association &it) { return it.fate != Fate::Database; });
}

bool destroy(const Hooks &hooks, const StatePtr &state, const DestroyOptions &options, const Association *replaced,
             States *unlinked)
{
    require_stored(*state, "destroyed");
    return Destroyer(hooks, options, unlinked).destroy(state, replaced);
}

} // namespace gemel::hooked
