// The linker prefers these two functions to those of the C library, for libpq as well: the program is linked with
// export_dynamic. SQLite gets a layer between it and its files.
#include "fence.hpp"

#include "judge.hpp"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <netdb.h>
#include <sqlite3.h>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace {

std::atomic<unsigned> refused = 0;
std::string folder;
sqlite3_vfs *below = nullptr;

bool is_inside(std::string_view name)
{
    return name.starts_with(folder + '/') && name.find("/../") == std::string_view::npos;
}

int open_inside(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *out)
{
    if (!name || is_inside(name))
        return below->xOpen(below, name, file, flags, out);
    file->pMethods = nullptr;
    ++refused;
    return SQLITE_CANTOPEN;
}

int delete_inside(sqlite3_vfs *, const char *name, int sync_folder)
{
    return is_inside(name) ? below->xDelete(below, name, sync_folder) : SQLITE_IOERR_DELETE;
}

void remove_folder()
{
    std::error_code ignored;
    std::filesystem::current_path("/", ignored);
    std::filesystem::remove_all(folder, ignored);
}

bool make_folder()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "gemel-fuzz-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
        return false;
    folder = std::filesystem::canonical(pattern).string();
    std::filesystem::current_path(folder);
    std::atexit(remove_folder);
    return true;
}

bool put_layer_in()
{
    static sqlite3_vfs layer;
    below = sqlite3_vfs_find(nullptr);
    layer = *below;
    layer.zName = "fence";
    layer.pNext = nullptr;
    layer.xOpen = open_inside;
    layer.xDelete = delete_inside;
    return sqlite3_vfs_register(&layer, 1) == SQLITE_OK;
}

} // namespace

extern "C" int connect(int, const struct sockaddr *, socklen_t)
{
    ++refused;
    errno = ECONNREFUSED;
    return -1;
}

extern "C" int getaddrinfo(const char *, const char *, const struct addrinfo *, struct addrinfo **)
{
    ++refused;
    return EAI_FAIL;
}

namespace fuzz {

const std::string &fenced_folder()
{
    static const bool is_up = [] {
        unsetenv("PGSERVICE");
        setenv("PGPASSFILE", "/nowhere/pgpass", 1);
        setenv("PGSERVICEFILE", "/nowhere/service", 1);
        return make_folder() && put_layer_in();
    }();
    require(is_up, "the fence does not stand");
    return folder;
}

void empty_fenced_folder()
{
    std::error_code ignored;
    for (const auto &it : std::filesystem::directory_iterator(folder))
        std::filesystem::remove_all(it.path(), ignored);
}

unsigned refused_by_fence()
{
    return refused;
}

} // namespace fuzz
