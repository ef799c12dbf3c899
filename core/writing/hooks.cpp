// Calls hooks outside of any call of the session, so that they can use it.
#include "core/writing/hooks.hpp"

#include "core/base/text.hpp"

namespace gemel {

namespace {

/// Objects as they are now.
class Memory {
public:
    explicit Memory(States objects) : objects_(std::move(objects))
    {
        copies_.reserve(objects_.size());
        for (const auto &object : objects_)
            copies_.push_back(*object);
    }

    /// For another try, which may have to be put back too.
    void put_back_a_copy() const
    {
        std::vector<State> copies(copies_);
        for (std::size_t i = 0; i < copies.size(); ++i)
            objects_[i]->put_back(std::move(copies[i]));
    }

    void put_back() noexcept
    {
        for (std::size_t i = 0; i < copies_.size(); ++i)
            objects_[i]->put_back(std::move(copies_[i]));
    }

private:
    const States objects_;
    std::vector<State> copies_;
};

} // namespace

void Hooks::call(const std::vector<Hook> &hooks, const HookNews &news) const
{
    for (const Hook &hook : hooks) {
        if (hook.event != news.event)
            continue;
        const std::int32_t depth = session_->depth();
        hook.function(news);
        if (session_->depth() != depth)
            throw Failure(Status::USAGE, say("a hook ", hook_name(news.event), " of ", news.record->model().name,
                                             " must leave the depth as it found it: all is rolled back"));
    }
}

void Hooks::call(HookEvent event, const std::shared_ptr<State> &record) const
{
    if (!wanted_ || record->model().hooks.empty())
        return;
    HookNews news(event);
    news.session = session_;
    news.record = record;
    call(record->model().hooks, news);
}

void Hooks::call(HookEvent event, const std::shared_ptr<State> &record, const Association &association,
                 const char *method, const std::shared_ptr<State> &other) const
{
    if (!wanted_ || association.hooks.empty())
        return;
    HookNews news(event);
    news.session = session_;
    news.record = record;
    news.association = &association;
    news.method = method;
    news.other = other;
    call(association.hooks, news);
}

void Hooks::host(const std::function<States()> &prepare, const std::function<void()> &body) const
{
    const Session::Host host(*session_);
    Memory memory(prepare());
    bool again = false;
    const std::int32_t retries = session_->depth() == 0 ? 3 : 0;
    try {
        session_->transact(false, {}, retries, [&] {
            if (again)
                memory.put_back_a_copy();
            again = true;
            body();
            return Status::OK;
        });
    } catch (...) {
        memory.put_back();
        throw;
    }
}

} // namespace gemel
