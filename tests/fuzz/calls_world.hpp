// All that the calls of one input have made and not freed yet, and what is known of it: which records wrote last, and
// what the rows were before each level of transaction. Must not know which calls there are.
#pragma once

#include "calls_models.hpp"
#include "input.hpp"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace fuzz {

/// What can be seen of a record without asking the database.
struct Shown {
    bool is_new = false;
    std::string attributes{}; // each as text
    std::string more{};       // what is loaded, and what save would do

    bool operator==(const Shown &) const = default;
};

/// By model and primary key; nothing if nobody could ask.
using AllRows = std::optional<std::map<std::string, std::string>>;

struct Look {
    AllRows rows{};
    std::map<unsigned, Shown> records{}; // by number
};

struct Held {
    unsigned number = 0;
    gemel_record *record = nullptr;
    unsigned session = 0;          // the number of it
    bool is_synced = false;        // nobody else wrote its row since it was read or written
    bool is_aliased = false;       // perhaps another handle shows the very same record
    std::set<std::string> dirty{}; // what was perhaps assigned and not saved
    unsigned read_at = 0, assigned_at = 0;
};

/// A transaction or savepoint.
struct Level {
    Look before{};
    std::map<unsigned, bool> synced{}; // by number
    unsigned since = 0;
};

struct Place {
    unsigned number = 0;
    gemel_session *session = nullptr; // null: freed
    std::vector<Level> levels{};
};

struct HeldRecords {
    gemel_records *records = nullptr;
    unsigned session = 0;
};

struct HeldQuery {
    gemel_query *query = nullptr;
    const gemel_model *model = nullptr;
};

/// Who is at the other end after an association method.
struct Linked {
    unsigned self = 0; // its number
    const gemel_association *association = nullptr;
    std::string other{}; // its row; empty: nobody is there
    std::string key{};   // of a belongs-to: what the row of self must hold
};

/// What one call did, as far as it matters to the rules.
struct Outcome {
    gemel_status status = GEMEL_OK;
    bool writes = false;        // may have changed rows, if it succeeded
    bool saves = false;         // writes what hooks assigned to who takes part
    bool keeps = true;          // of levels that end by it: their work stays
    bool unsettles = false;     // no more is promised than that nothing breaks
    std::set<unsigned> parts{}; // records that it was about
    std::optional<Linked> linked{};
    std::string gone{}; // the row that it deleted
};

/// What happens in a hook or a validator that is called later on.
struct Armed {
    unsigned after = 0; // so many calls of a callback
    std::uint8_t what = 0, which = 0;
};

class World {
public:
    explicit World(Input &input);
    World(const World &) = delete;
    World &operator=(const World &) = delete;
    ~World();

    /// One call, decoded from the input, and judged.
    void perform();
    void run();

    // ---- For calls: choosing what they are about
    Input &in;
    Place &choose_place();
    Place *place_of(const Held &held);
    /// Null if there is none, or once in a while.
    Held *choose_record();
    Held *choose_record_of(const gemel_model *model);
    Held *find(unsigned number);
    const gemel_model *choose_model();

    // ---- and keeping what they made. A null is not kept.
    Held *hold(gemel_record *record, unsigned session);
    void release(Held &held);
    bool open_session(const gemel_options *options);

    /// What the call that is being performed did.
    Outcome outcome{};
    void answer(gemel_status status) { outcome.status = status; }
    void takes_part(Held *held);
    /// Has been read, or written as a whole: shows the row.
    void is_fresh(Held &held);
    void is_assigned(Held &held, const std::string &attribute);
    void is_aliased(Held &held);
    unsigned now() const { return clock_; }

    // ---- Callbacks that run inside a call
    gemel_status hook(const gemel_hook_event *event, gemel_error **err);
    gemel_status validate(gemel_record *record, gemel_error **err);
    gemel_status transaction(gemel_session *session, gemel_error **err);

    gemel_database *database = nullptr;
    std::deque<Place> places{};
    std::deque<Held> records{};
    std::vector<HeldRecords> sets{};
    std::vector<HeldQuery> queries{};
    std::vector<std::pair<gemel_cursor *, unsigned>> cursors{};
    std::vector<gemel_bulk *> bulks{};
    std::vector<Armed> armed{};
    const gemel_schema *schema = nullptr;

private:
    void fill();
    Look look();
    AllRows read_rows();
    void follow_depths(const Look &before, bool keeps, const Look &after);
    void enter(const Look &before);
    void judge_failure(const Look &before, const Look &after, const char *name, bool with_records);
    void judge_success(const Look &before, const Look &after, const char *name);
    void judge_rollback(Level &level, const Look &after);
    void require_truth(Held &held, const char *name);
    void require_done(const Look &after, const char *name);
    void require_dependents(const Linked &linked, gemel_session *session, gemel_record *self, const char *name);
    void require_key(const Linked &linked, gemel_session *session, gemel_record *self, const char *name);
    std::optional<Armed> next_armed();
    gemel_status act(const Armed &armed, gemel_record *record, gemel_session *session, gemel_error **err);
    void free_one(std::uint8_t which);
    void perform_inside();

    std::optional<Look> last_{};
    std::vector<const Look *> outer_{}; // before each call that is under way
    unsigned clock_ = 0, next_number_ = 1, deep_ = 0, inside_ = 0;
    bool is_strict_ = true, hook_assigned_ = false;
};

/// The world of the input that is being tried, for callbacks.
World *the_world();

Shown show(gemel_record *record);

} // namespace fuzz
