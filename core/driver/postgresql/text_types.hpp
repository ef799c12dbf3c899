// Types that a database has made for itself and whose values are text: enums, citext. Their numbers are its own, so it
// is asked, once for each number and connection.
#pragma once

#include <libpq-fe.h>

#include <unordered_map>

namespace gemel::driver::postgresql {

class TextTypes {
public:
    /// Asks over that connection, which is ready for a statement and in no failed transaction.
    bool has(PGconn *handle, Oid type);

private:
    std::unordered_map<Oid, bool> known_;
};

} // namespace gemel::driver::postgresql
