// A file of the layer is followed in memory by the file that it stands for.
#include "shim.hpp"

#include "../property/handles.hpp"

#include <csignal>
#include <sqlite3.h>
#include <unistd.h>

namespace stress {

namespace {

struct File {
    sqlite3_file base;
};

sqlite3_vfs *real = nullptr; // SQLite's own
Fault fault = Fault::None;
unsigned left = 0; // steps until it goes wrong
bool struck = false;

sqlite3_file *below(sqlite3_file *file)
{
    return reinterpret_cast<sqlite3_file *>(reinterpret_cast<File *>(file) + 1);
}

[[noreturn]] void die()
{
    kill(getpid(), SIGKILL);
    _exit(1);
}

enum class Step { Open, Read, Write, Truncate, Sync, Delete };

bool counts(Step step)
{
    switch (fault) {
    case Fault::None:
        return false;
    case Fault::Kill:
    case Fault::TornWrite:
        return step != Step::Read;
    case Fault::Error:
    case Fault::LastingError:
        return true;
    case Fault::Full:
        return step == Step::Write;
    }
    return false;
}

/// Does this step go wrong?
bool goes_wrong(Step step)
{
    if (!counts(step) || left == 0 || --left > 0)
        return struck && fault == Fault::LastingError && counts(step);
    struck = true;
    return true;
}

/// What a step answers that goes wrong, if it comes back at all.
int wrong(int code)
{
    if (fault == Fault::Kill || fault == Fault::TornWrite)
        die();
    return fault == Fault::Full ? SQLITE_FULL : code;
}

int close(sqlite3_file *file)
{
    return below(file)->pMethods->xClose(below(file));
}
int read(sqlite3_file *file, void *out, int size, sqlite3_int64 offset)
{
    if (goes_wrong(Step::Read))
        return wrong(SQLITE_IOERR_READ);
    return below(file)->pMethods->xRead(below(file), out, size, offset);
}
int write(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    const bool is_wrong = goes_wrong(Step::Write);
    if (is_wrong && fault == Fault::TornWrite)
        below(file)->pMethods->xWrite(below(file), data, size / 2, offset);
    if (is_wrong)
        return wrong(SQLITE_IOERR_WRITE);
    return below(file)->pMethods->xWrite(below(file), data, size, offset);
}
int truncate(sqlite3_file *file, sqlite3_int64 size)
{
    if (goes_wrong(Step::Truncate))
        return wrong(SQLITE_IOERR_TRUNCATE);
    return below(file)->pMethods->xTruncate(below(file), size);
}
/// Nobody pulls the plug: a process that dies loses nothing that it wrote.
int sync(sqlite3_file *, int)
{
    return goes_wrong(Step::Sync) ? wrong(SQLITE_IOERR_FSYNC) : SQLITE_OK;
}
int size(sqlite3_file *file, sqlite3_int64 *out)
{
    return below(file)->pMethods->xFileSize(below(file), out);
}
int lock(sqlite3_file *file, int level)
{
    return below(file)->pMethods->xLock(below(file), level);
}
int unlock(sqlite3_file *file, int level)
{
    return below(file)->pMethods->xUnlock(below(file), level);
}
int check_reserved_lock(sqlite3_file *file, int *out)
{
    return below(file)->pMethods->xCheckReservedLock(below(file), out);
}
int control(sqlite3_file *file, int what, void *argument)
{
    return below(file)->pMethods->xFileControl(below(file), what, argument);
}
int sector_size(sqlite3_file *file)
{
    return below(file)->pMethods->xSectorSize(below(file));
}
int characteristics(sqlite3_file *file)
{
    return below(file)->pMethods->xDeviceCharacteristics(below(file));
}
int map_shared(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    return below(file)->pMethods->xShmMap(below(file), page, size, extend, out);
}
int lock_shared(sqlite3_file *file, int offset, int count, int flags)
{
    return below(file)->pMethods->xShmLock(below(file), offset, count, flags);
}
void fence_shared(sqlite3_file *file)
{
    below(file)->pMethods->xShmBarrier(below(file));
}
int unmap_shared(sqlite3_file *file, int is_deleted)
{
    return below(file)->pMethods->xShmUnmap(below(file), is_deleted);
}

constexpr int with_shared_memory = 2; // the version of the methods; no mapped files, which nobody could count
const sqlite3_io_methods methods = {with_shared_memory,
                                    close,
                                    read,
                                    write,
                                    truncate,
                                    sync,
                                    size,
                                    lock,
                                    unlock,
                                    check_reserved_lock,
                                    control,
                                    sector_size,
                                    characteristics,
                                    map_shared,
                                    lock_shared,
                                    fence_shared,
                                    unmap_shared,
                                    nullptr,
                                    nullptr};

int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *out)
{
    file->pMethods = nullptr;
    if (goes_wrong(Step::Open))
        return wrong(SQLITE_CANTOPEN);
    const int code = real->xOpen(real, name, below(file), flags, out);
    if (code == SQLITE_OK)
        file->pMethods = &methods;
    return code;
}

int remove(sqlite3_vfs *, const char *name, int sync_folder)
{
    if (goes_wrong(Step::Delete))
        return wrong(SQLITE_IOERR_DELETE);
    return real->xDelete(real, name, sync_folder);
}

} // namespace

void put_shim_in()
{
    static sqlite3_vfs shim;
    real = sqlite3_vfs_find(nullptr);
    shim = *real;
    shim.zName = "shim";
    shim.pNext = nullptr;
    shim.szOsFile = static_cast<int>(sizeof(File)) + real->szOsFile;
    shim.xOpen = open;
    shim.xDelete = remove;
    if (sqlite3_vfs_register(&shim, 1) != SQLITE_OK)
        throw property::Broken("SQLite takes no layer");
}

void arm(Fault how, unsigned n) noexcept
{
    fault = how;
    left = n;
    struck = false;
}

bool disarm() noexcept
{
    fault = Fault::None;
    return struck;
}

} // namespace stress
