// Values of an object, and how changes get into it.
#include "core/object/state.hpp"

#include "core/base/failure.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <atomic>

namespace gemel {

namespace {

std::uint64_t next_token() noexcept
{
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

} // namespace

State::State(const Model &model) : model_(&model), token_(next_token()), fields_(model.attributes.size()) {}

/// One after the other: whom slots keep may keep others, in a chain that is longer than the stack. Those that wait are
/// each in the first slot of the next, which needs no memory; whom that slot kept takes the place of its holder.
State::~State()
{
    std::shared_ptr<State> next;
    for (;;) {
        std::vector<Slot> &slots = next ? next->slots_ : slots_;
        if (slots.size() > (next ? 1U : 0U)) {
            std::shared_ptr<State> kept = slots.back().release();
            if (!kept || kept.use_count() > 1 || kept->slots_.empty()) {
                slots.pop_back();
                continue;
            }
            slots.back() = Slot::keep(kept->slots_.front().release());
            kept->slots_.front() = Slot::keep(std::move(next));
            next = std::move(kept);
        } else if (next) {
            next = next->slots_.front().release();
        } else {
            return;
        }
    }
}

const Value *State::value(const Attribute &attribute) const noexcept
{
    const Field &it = field(attribute);
    return it.current ? &*it.current : it.stored ? &*it.stored : nullptr;
}

const Value *State::stored(const Attribute &attribute) const noexcept
{
    const Field &it = field(attribute);
    return it.stored ? &*it.stored : nullptr;
}

bool State::is_changed(const Attribute &attribute) const noexcept
{
    const Field &it = field(attribute);
    return it.current && it.current != it.stored;
}

bool State::is_changed() const noexcept
{
    return is_new_ || std::any_of(model_->attributes.begin(), model_->attributes.end(),
                                  [&](const Attribute &a) { return is_changed(a); });
}

RowKey State::row() const
{
    RowKey row{model_, {}};
    for (const Attribute *attribute : model_->primary_key) {
        const Value *value = stored(*attribute);
        if (!value)
            throw Failure(Status::USAGE,
                          say(model_->name, " was read without ", in_quotes(attribute->name), ", its primary key"));
        row.values.push_back(*value);
    }
    if (const Value *version = model_->version ? stored(*model_->version) : nullptr)
        row.version = *version;
    return row;
}

bool State::is_same_row(const State &other) const
{
    if (model_ != other.model_ || is_new_ || other.is_new_)
        return false;
    return this == &other || row().values == other.row().values;
}

State State::before() const
{
    State copy(*this);
    for (Field &field : copy.fields_)
        field.current.reset();
    return copy;
}

void State::restore(State &&before) noexcept
{
    is_new_ = before.is_new_;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        Field &field = fields_[i];
        field.stored = std::move(before.fields_[i].stored);
        if (!field.current && before.fields_[i].current != field.stored)
            field.current = std::move(before.fields_[i].current);
    }
    slots_ = std::move(before.slots_);
}

void State::put_back(State &&copy) noexcept
{
    is_new_ = copy.is_new_;
    fields_ = std::move(copy.fields_);
    slots_ = std::move(copy.slots_);
    includes = std::move(copy.includes);
    cohort = std::move(copy.cohort);
}

void State::collect(State &&before) noexcept
{
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (before.fields_[i].current)
            fields_[i].current = std::move(before.fields_[i].current);
}

void Changes::store(State &state, const Attribute &attribute, Value value)
{
    list_.push_back({&state, &attribute, std::move(value), true});
}

void Changes::assign(State &state, const Attribute &attribute, Value value)
{
    list_.push_back({&state, &attribute, std::move(value), false});
}

void Changes::apply(Change &change) noexcept
{
    Field &field = change.state->field(*change.attribute);
    if (!change.stored) {
        if (field.stored == change.value)
            field.current.reset();
        else
            field.current = std::move(change.value);
        return;
    }
    for (const auto &[state, before] : journals_)
        if (state == change.state && before && field.current)
            before->field(*change.attribute).current = std::move(field.current);
    field.stored = std::move(change.value);
    field.current.reset();
}

void Changes::apply() noexcept
{
    for (Change &change : list_)
        if (change.state)
            apply(change);
    for (State *state : stored_)
        state->mark_stored();
    for (Link &link : links_)
        if (link.state->slot(*link.association).is_loaded())
            link.state->fill(*link.association, std::move(link.slot));
    for (Link &it : shown_)
        it.state->fill(*it.association, std::move(it.slot));
}

} // namespace gemel
