// The list, and the way through SQLite's own methods for files.
#include "core/driver/sqlite/inherited.hpp"

#include <unistd.h>

#include <mutex>

namespace gemel::driver::sqlite {

namespace {

// Neither needs a destructor: connections may be closed while the process ends.
std::mutex mutex;
Opened *first = nullptr;
pid_t process = 0; // whose connections are listed

/// As closing would do it, without what closing writes.
void forget_locks(sqlite3 *handle) noexcept
{
    constexpr int with_shared_memory = 2; // the version of the methods
    sqlite3_file *file = nullptr;
    if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file || !file->pMethods)
        return;
    if (file->pMethods->iVersion >= with_shared_memory)
        file->pMethods->xShmUnmap(file, 0);
    file->pMethods->xUnlock(file, SQLITE_LOCK_NONE);
}

} // namespace

void forget_inherited() noexcept
{
    const std::lock_guard lock(mutex);
    if (process == getpid())
        return;
    for (const Opened *it = first; it; it = it->next_)
        forget_locks(it->handle_);
    first = nullptr;
    process = getpid();
}

Opened::Opened(sqlite3 *handle) noexcept : handle_(handle), next_(nullptr)
{
    const std::lock_guard lock(mutex);
    next_ = first;
    if (first)
        first->previous_ = this;
    first = this;
}

Opened::~Opened()
{
    const std::lock_guard lock(mutex);
    (previous_ ? previous_->next_ : first) = next_;
    if (next_)
        next_->previous_ = previous_;
}

} // namespace gemel::driver::sqlite
