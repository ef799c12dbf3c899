// What is displaced is found, locked and written first, each row with its hooks; the method then runs as it does
// without hooks, and finds nobody to displace.
#include "core/writing/hooked_association.hpp"

#include "core/association/has_one.hpp"
#include "core/association/steps.hpp"
#include "core/association/visible.hpp"
#include "core/base/text.hpp"
#include "core/object/refusal.hpp"
#include "core/reading/find.hpp"
#include "core/writing/associate_belongs_to.hpp"
#include "core/writing/associate_has_one.hpp"
#include "core/writing/create_tree.hpp"

#include <algorithm>

namespace gemel::hooked {

namespace {

/// Of a record that does not hold yet what it must; its hooks may give it.
bool is_of_values(Status status) noexcept
{
    return status == Status::VALIDATION || status == Status::NOT_NULL;
}

class Method {
public:
    Method(const Hooks &hooks, StatePtr self, const Association &association, const AssociateOptions &options)
        : hooks_(hooks), session_(hooks.session()), self_(std::move(self)), association_(association),
          options_(options), now_(session_.now())
    {}

    void set(const StatePtr &other)
    {
        require([&] { return set_association(*self_, association_, *other, options_, now_); }, other->is_new());
        around("set", other, [&] { link(other, {}); });
    }

    void set_key(const Object &key, const StatePtr &found)
    {
        require([&] { return set_association_key(*self_, association_, key, options_, *found, now_); }, false);
        if (!association_.has_one()) {
            around("setKey", nullptr, [&] {
                write_key(belongs_to::owner_key(association_, key),
                          [&] { return set_association_key(*self_, association_, key, options_, *found, now_); });
            });
            return;
        }
        const RowKey row = row_key(*association_.target, key);
        const Plan outline = has_one::outline_set(*self_, association_, &row, options_, now_);
        look(outline);
        read(row, *found);
        around("setKey", found, [&] { link(found, outline); });
        show([&](Operation &operation) { show_dependent(operation, *self_, association_, Slot::keep(found)); });
    }

    void unset()
    {
        const auto make = [&] { return unset_association(*self_, association_, options_, now_); };
        require(make, false);
        around("unset", nullptr, [&] {
            if (!association_.has_one())
                return write_key(Null{}, make);
            Operation operation = make();
            look(operation.plan);
            displace(operation.plan);
            operation.plan.steps.front().expect = Expect::Any; // it was there, and may go with whom it had
            run(operation);
        });
    }

    void create(const CreateTree &tree)
    {
        const StatePtr made = tree.made().shared_from_this();
        require([&] { return create_association(*self_, association_, tree, options_, now_); }, true);
        const bool is_owner = !association_.has_one() && !self_->is_new(); // and self is its dependent
        const Supplied supplied = is_owner ? belongs_to::places_of(*self_, association_) : Supplied{};
        require_dependents(made->model(), tree.supplied(supplied));
        around("create", made, [&] {
            if (association_.has_one()) {
                const Plan outline = has_one::outline_create(*self_, association_, options_, now_);
                look(outline);
                displace(outline, {self_});
                // Once more together with the insert: hooks may have taken the place.
                const auto take_place = [&](Operation &operation) {
                    append(operation.plan, outline);
                    const Manner how = displacing_if_asked(association_, options_, now_);
                    show_touch(operation, *self_, association_, *made, how);
                    read_displaced(operation, operation.plan, *self_, association_, how);
                    show_dependent(operation, *self_, association_, Slot::keep(made));
                };
                return write(tree, take_place, {has_one::wanted(*self_, association_), {}}, {});
            }
            if (self_->is_new())
                belongs_to::require_lead(*self_, association_);
            else
                look(belongs_to::look(association_, row_as_read(*self_)));
            write(tree, nullptr, {}, supplied);
            write_key(belongs_to::owner_key(*made, association_),
                      [&] { return set_association(*self_, association_, *made, options_, now_); });
            show([&](Operation &operation) { show_owner(operation, *self_, association_, Slot::keep(made)); });
        });
    }

private:
    /// What the method refuses before SQL.
    static void require(const std::function<Operation()> &make, bool values_may_come)
    {
        try {
            make();
        } catch (const Failure &failure) {
            if (!values_may_come || !is_of_values(failure.status))
                throw;
        }
    }

    void around(const char *method, const StatePtr &other, const std::function<void()> &body)
    {
        hooks_.call(HookEvent::BeforeSet, self_, association_, method, other);
        body();
        hooks_.call(HookEvent::AfterSet, self_, association_, method, other);
    }

    void run(Operation &operation)
    {
        const Session::Call call(session_);
        operation.run(session_);
    }

    void show(const std::function<void(Operation &)> &change)
    {
        Operation operation;
        change(operation);
        run(operation);
    }

    /// Locks and checks, up to the first write.
    void look(const Plan &plan)
    {
        Plan checks;
        for (const Step &step : plan.steps) {
            if (!std::holds_alternative<statement::Select>(step.statement))
                break;
            checks.steps.push_back(step);
        }
        if (checks.steps.empty())
            return;
        checks.premises = plan.premises;
        const Session::Call call(session_);
        session_.run(checks, [](const Session::Results &) {});
    }

    /// Once rows are displaced, hooks may have put others in their place. `linked` must outlive them.
    void displace(const Plan &plan, const States &linked = {})
    {
        constexpr int most = 16;
        for (int round = 0; round < most; ++round) {
            bool had_any = false;
            for (const Step &step : plan.steps)
                had_any = (step.displaces && displace(step, linked)) || had_any;
            if (!had_any)
                return;
        }
        throw Failure(Status::USAGE, say("hooks of ", association_.dependent().name, " link others for ever"));
    }

    bool displace(const Step &step, const States &linked)
    {
        const bool destroys = step.displaces == Displace::Destroy;
        const auto *removal = std::get_if<statement::Delete>(&step.statement); // of a model that marks rows, it is none
        const statement::Condition &where =
            removal ? removal->where : std::get<statement::Update>(step.statement).where;
        const States displaced = locked_rows(session_, association_.dependent(), where,
                                             destroys ? statement::Lock::Remove : statement::Lock::Change);
        const std::string &key = association_.foreign_key->name;
        States unlinked;
        for (const StatePtr &state : displaced) {
            if (destroys)
                hooked::destroy(hooks_, state, {}, place(), &unlinked);
            else
                hooked::update(hooks_, state, {{key, Node{Value(Null{})}}}, save_options(true));
        }
        for (const StatePtr &state : linked)
            if (destroys && !displaced.empty())
                require_kept(*state, unlinked);
        return !displaced.empty();
    }

    /// Of a chain, who is destroyed has taken the next one with it, or has let it go: then that has another version.
    void require_kept(State &state, const States &unlinked)
    {
        const Model &model = state.model();
        const RowKey row = state.row();
        if (locked_rows(session_, model, living(model, is_row(row)), statement::Lock::Change).empty())
            throw Failure(Status::NOT_FOUND, steps::gone_together(row));
        for (const StatePtr &it : unlinked) {
            if (!model.version || !it->is_same_row(state))
                continue;
            Operation operation;
            operation.write(state);
            operation.changes.store(state, *model.version, *it->stored(*model.version));
            run(operation);
        }
    }

    SaveOptions save_options(bool unlinks) const
    {
        return {options_.silent, options_.validate, options_.hooks, unlinks};
    }

    /// The has one whose owners have one dependent.
    const Association *place() const noexcept { return association_.has_one() ? &association_ : association_.inverse; }

    void read(const RowKey &row, State &found)
    {
        const States states = [&] {
            const Session::Call call(session_);
            return find(session_, row, Query(*row.model));
        }();
        if (states.empty())
            throw gone(row);
        Operation operation;
        operation.write(found);
        for (const Attribute &attribute : found.model().attributes)
            operation.changes.store(found, attribute, *states.front()->stored(attribute));
        operation.changes.mark_stored(found);
        run(operation);
    }

    /// The two are each other's.
    void link(const StatePtr &other, const Plan &looked_at)
    {
        const auto make = [&] { return set_association(*self_, association_, *other, options_, now_); };
        if (!association_.has_one())
            return write_key(belongs_to::owner_key(*other, association_), make);
        if (other->is_new()) {
            const Plan outline = has_one::outline_set(*self_, association_, nullptr, options_, now_);
            look(outline);
            displace(outline, {self_});
            return insert(other, make);
        }
        Operation operation = make();
        if (operation.refusal)
            return run(operation);
        if (looked_at.steps.empty())
            look(operation.plan);
        displace(operation.plan, {self_, other});
        const Value &key = *has_one::key_value(*self_, association_);
        const statement::Condition linked =
            statement::all_of({is_row(other->row()), steps::has_place(association_, key)});
        const bool is_linked = !locked_rows(session_, *association_.target, linked, statement::Lock::None).empty();
        write(other, has_one::wanted(*self_, association_), is_linked, make);
    }

    void write(const CreateTree &tree, const CreateTree::Add &add, const Fixed &fixed, const Supplied &supplied)
    {
        Operation rest(options_.validate);
        tree.write(hooks_, rest, add, fixed, supplied);
        run(rest);
    }

    static void append(Plan &plan, const Plan &more)
    {
        plan.steps.insert(plan.steps.end(), more.steps.begin(), more.steps.end());
        plan.places.insert(plan.places.end(), more.places.begin(), more.places.end());
    }

    void insert(const StatePtr &made, const std::function<Operation()> &make)
    {
        const Draft draft(hooks_, made, has_one::wanted(*self_, association_), save_options(false));
        Operation operation = make();
        run(operation);
        draft.finish();
    }

    /// A stored row: what hooks assign is written besides, and counted once with the method's own.
    void write(const StatePtr &state, const RowValues &wanted, bool is_so_already,
               const std::function<Operation()> &make)
    {
        const Draft draft(hooks_, state, wanted, save_options(false));
        if (!draft.assigned().empty()) {
            SaveOptions options = save_options(false);
            options.counts = is_so_already;
            const Session::Call call(session_);
            gemel::update(session_, *state, draft.assigned(), options);
        }
        Operation operation = make();
        run(operation);
        if (!is_so_already || !draft.assigned().empty())
            draft.finish();
    }

    /// The foreign key of a belongs to, for an owner who has that key; null: for nobody.
    void write_key(const Value &key, const std::function<Operation()> &make)
    {
        Operation operation = make();
        if (self_->is_new() || !options_.save)
            return run(operation);
        look(operation.plan);
        displace(operation.plan, {self_});
        const Value value = foreign_key_value(association_, key);
        statement::Condition linked = equals(*association_.foreign_key, value);
        if (is_null(key) && !association_.scopes.empty()) // nobody is whom the scope leads to, either
            linked = statement::any_of({std::move(linked), statement::unless(may_lead(association_))});
        linked = statement::all_of({is_row(self_->row()), std::move(linked)});
        const bool is_linked = !locked_rows(session_, self_->model(), linked, statement::Lock::Change).empty();
        write(self_, {{association_.foreign_key, value}}, is_linked, make);
    }

    const Hooks &hooks_;
    Session &session_;
    const StatePtr self_;
    const Association &association_;
    const AssociateOptions options_;
    const std::int64_t now_;
};

} // namespace

bool owes(const Model &dependent, const Association &association) noexcept
{
    const bool is_owner = std::any_of(dependent.associations.begin(), dependent.associations.end(),
                                      [](const Association &it) { return it.fate != Fate::Database; });
    return is_owner || std::any_of(dependent.bound_to.begin(), dependent.bound_to.end(),
                                   [&](const Association *it) { return it->foreign_key != association.foreign_key; });
}

bool is_hooked(const Association &association, const AssociateOptions &options) noexcept
{
    const bool has_hooks =
        !(association.hooks.empty() && association.source->hooks.empty() && association.target->hooks.empty());
    return (options.hooks && has_hooks) || is_hooked(*association.target, options.includes, options.hooks) ||
           owes(association.dependent(), association);
}

void set(const Hooks &hooks, const StatePtr &self, const Association &association, const StatePtr &other,
         const AssociateOptions &options)
{
    Method(hooks, self, association, options).set(other);
}

void set_key(const Hooks &hooks, const StatePtr &self, const Association &association, const Object &key,
             const AssociateOptions &options, const StatePtr &found)
{
    Method(hooks, self, association, options).set_key(key, found);
}

void unset(const Hooks &hooks, const StatePtr &self, const Association &association, const AssociateOptions &options)
{
    Method(hooks, self, association, options).unset();
}

void create(const Hooks &hooks, const StatePtr &self, const Association &association, const CreateTree &tree,
            const AssociateOptions &options)
{
    Method(hooks, self, association, options).create(tree);
}

} // namespace gemel::hooked
