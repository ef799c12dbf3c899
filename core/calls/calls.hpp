// What hosts call, on one page; each call is in a source of its name. A call opens what it needs of the session, and an
// object is its state: a host keeps both for as long as the call lasts. What lasts longer than a call, or is given row
// by row, has pages of its own: bulk.hpp, cursor.hpp, insert.hpp. Knows no host.
#pragma once

#include "core/object/graph.hpp"
#include "core/query/query.hpp"
#include "core/reading/table.hpp"
#include "core/session/session.hpp"
#include "core/writing/associate.hpp"
#include "core/writing/explain.hpp"
#include "core/writing/save.hpp"
#include "core/writing/soft_delete.hpp"
#include "core/writing/upsert.hpp"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace gemel::calls {

// ---- Finding ----

struct FindOptions {
    bool required; // none found is NOT_FOUND
    Query query;
};

/// By primary key. Null if there is none.
StatePtr find(const SessionPtr &session, const Object &key, const FindOptions &options);
/// `asked` is what the query was read from. Null if there is none.
StatePtr find_first(const SessionPtr &session, const Object &asked, const FindOptions &options);
States find_all(const SessionPtr &session, const Query &query);
/// Instead of objects: how many there are, whether there are any, and values of them.
std::int64_t count(const SessionPtr &session, const Query &query);
bool exists(const SessionPtr &session, const Query &query);
Table find_values(const SessionPtr &session, const Query &query);
/// What a statement in SQL gives, with these values bound: objects, or the values of rows.
States query_sql(const SessionPtr &session, const Model &model, std::string_view sql, const Object &values);
Table query_sql(const SessionPtr &session, std::string_view sql, const Object &values);

// ---- One object ----

struct CreateOptions : SaveOptions {
    IncludesPtr includes{}; // who is created too
    Fields fields{};
};

/// A new object with these values, and defaults. Needs no session.
StatePtr build(const Model &model, const Object &values);
/// The same, saved.
StatePtr create(const SessionPtr &session, const Model &model, const Object &values, const CreateOptions &options);
/// As create, but a row that holds the same values is updated instead.
StatePtr upsert(const SessionPtr &session, const Model &model, const Object &values, const UpsertOptions &options);
void save(const SessionPtr &session, const StatePtr &state, const SaveOptions &options = {});
void update(const SessionPtr &session, const StatePtr &state, const Object &values, const SaveOptions &options = {});
/// With what is included here, or else with what it was loaded with.
void reload(const SessionPtr &session, const StatePtr &state, const IncludesPtr &includes = nullptr);
/// Was there a row?
bool destroy(const SessionPtr &session, const StatePtr &state, const DestroyOptions &options = {});
void restore(const SessionPtr &session, const StatePtr &state);
void touch(const SessionPtr &session, const StatePtr &state);

// ---- The rows of a query; objects in memory do not change ----

/// How many rows were written. USAGE (a query that says more than which rows, or neither a filter nor `all`; a primary
/// key or a timestamp), NOT_NULL, VALIDATION.
std::int64_t update_rows(const SessionPtr &session, const Query &query, const Object &values,
                         const SaveOptions &options);
/// How many rows there were; those of a model that marks rows are marked.
std::int64_t destroy_rows(const SessionPtr &session, const Query &query, const DestroyOptions &options);

// ---- Associations ----

/// An object that a call is given besides its own, and the session that it is of.
struct Other {
    StatePtr state;
    const Session *session;
};

/// Whom it leads to. Null for nobody.
StatePtr get(const SessionPtr &session, const StatePtr &state, const Association &association,
             const FindOptions &options);
/// What is loaded; if nothing is, loads it for all that came with this one. Null for nobody.
StatePtr load(const SessionPtr &session, const StatePtr &state, const Association &association);
void set(const SessionPtr &session, const StatePtr &state, const Association &association, const Other &other,
         const AssociateOptions &options);
/// By key. Of a has one: who is linked now, else null.
StatePtr set_key(const SessionPtr &session, const StatePtr &state, const Association &association, const Object &key,
                 const AssociateOptions &options);
void unset(const SessionPtr &session, const StatePtr &state, const Association &association,
           const AssociateOptions &options);
/// A new object, linked at once.
StatePtr create_association(const SessionPtr &session, const StatePtr &state, const Association &association,
                            const Object &values, const AssociateOptions &options);
/// A new owner and its new dependent, by an association of either; all or nothing.
std::pair<StatePtr, StatePtr> create_pair(const SessionPtr &session, const Association &association,
                                          const Object &owner, const Object &dependent,
                                          const SaveOptions &options = {});

/// Partners of these, each once, by primary key.
States get_many(const SessionPtr &session, const Association &association, const std::vector<Other> &objects,
                const Scoping &scoping = {});
/// Links each of the owners to the other one at its place: see associate_many.hpp.
void set_many(const SessionPtr &session, const Association &association, const std::vector<Other> &owners,
              const std::vector<Other> &others, const AssociateOptions &options);

// ---- What a call of that name would do ----

Explanation explain_get(const SessionPtr &session, const StatePtr &state, const Association &association,
                        const FindOptions &options);
Explanation explain_set(const SessionPtr &session, const StatePtr &state, const Association &association,
                        const Other &other, const AssociateOptions &options);
Explanation explain_set_key(const SessionPtr &session, const StatePtr &state, const Association &association,
                            const Object &key, const AssociateOptions &options);
Explanation explain_unset(const SessionPtr &session, const StatePtr &state, const Association &association,
                          const AssociateOptions &options);
Explanation explain_create(const SessionPtr &session, const StatePtr &state, const Association &association,
                           const Object &values, const AssociateOptions &options);

} // namespace gemel::calls
