// A driver whose connections do as they are told and count what is done to them: what a pool and its sessions do when
// a connection fails, breaks or waits. Knows no SQL; asserts nothing itself.
#pragma once

#include "core/base/failure.hpp"
#include "core/driver/driver.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace puppet {

/// What one connection is told, and what became of it.
struct Strings {
    std::vector<std::string> executed;
    std::vector<std::string> undone;
    std::function<void(const std::string &sql)> execute; // before each statement; may throw, or wait for `wake`
    bool usable = true;
    bool is_lost_afterwards = false; // after a statement that succeeds
    bool undoes = true;
    bool in_transaction = false;
    int asked = 0; // whether it is usable
    int cancels = 0;
    bool closed = false;

    /// Where execute waits until somebody cancels.
    void wait()
    {
        std::unique_lock lock(mutex);
        waits = true;
        woken.wait(lock, [&] { return cancels > 0; });
    }
    bool is_waiting()
    {
        const std::lock_guard lock(mutex);
        return waits;
    }
    void wake()
    {
        const std::lock_guard lock(mutex);
        ++cancels;
        woken.notify_all();
    }

    std::mutex mutex;
    std::condition_variable woken;
    bool waits = false;
};

class Connection final : public gemel::driver::Connection {
public:
    explicit Connection(Strings &strings) : strings_(strings) {}
    ~Connection() override { strings_.closed = true; }

    gemel::driver::Result execute(const gemel::driver::Command &command) override
    {
        strings_.executed.push_back(command.sql);
        if (strings_.execute)
            strings_.execute(command.sql);
        if (is_cancel_wanted())
            throw gemel::Failure(gemel::Status::CANCELLED, "cancelled");
        if (strings_.is_lost_afterwards)
            note_loss();
        return {};
    }
    bool undo(const gemel::driver::Command &command) noexcept override
    {
        strings_.undone.push_back(command.sql);
        return strings_.undoes;
    }
    bool in_transaction() const noexcept override { return strings_.in_transaction; }
    void check_foreign_keys(bool) override {}
    bool is_usable() noexcept override
    {
        ++strings_.asked;
        return strings_.usable;
    }

protected:
    void cancel() noexcept override { strings_.wake(); }

private:
    Strings &strings_;
};

class Driver final : public gemel::driver::Driver {
public:
    /// Those of the first connection, of the second...
    Strings &at(std::size_t number) const
    {
        while (strings_.size() <= number)
            strings_.push_back(std::make_unique<Strings>());
        return *strings_[number];
    }
    std::size_t connections() const noexcept { return connected_; }

    std::string_view scheme() const noexcept override { return "puppet"; }
    std::string_view dialect() const noexcept override { return "sqlite"; }
    void read(gemel::driver::Target &) const override {}
    bool is_single(const gemel::driver::Target &) const noexcept override { return single; }
    std::unique_ptr<gemel::driver::Connection> connect(const gemel::driver::Target &) const override
    {
        return std::make_unique<Connection>(at(connected_++));
    }

    bool single = false;

private:
    mutable std::vector<std::unique_ptr<Strings>> strings_;
    mutable std::size_t connected_ = 0;
};

} // namespace puppet
