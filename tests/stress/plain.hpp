// SQL past gemel: for tables to be set up and looked at, and for writers who do not use gemel. Only integers come out.
// A connection belongs to one process. Must not know what the tables mean.
#pragma once

#include <gemel/gemel.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace stress {

struct Reply {
    gemel_status status = GEMEL_OK; // what gemel would call it
    std::string message{};
    std::int64_t written = 0;
    std::vector<std::vector<std::int64_t>> rows{}; // null is 0
};

class Plain {
public:
    Plain() = default;
    Plain(const Plain &) = delete;
    Plain &operator=(const Plain &) = delete;
    virtual ~Plain() = default;

    /// Statements separated by semicolons; what the last one answers.
    virtual Reply run(const std::string &sql) = 0;
    /// Throws Broken if it fails.
    Reply must(const std::string &sql);
};

/// Where the tables are.
struct Place {
    std::string url;      // gemel's
    std::string plain{};  // a file, or a URL of libpq
    std::string prefix{}; // of a table's name
    bool is_file = true;
};

std::unique_ptr<Plain> connect(const Place &place);
std::unique_ptr<Plain> connect_sqlite(const std::string &file);
std::unique_ptr<Plain> connect_postgresql(const std::string &url);

} // namespace stress
