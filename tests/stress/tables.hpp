// The tables of one combination: made, filled, read and taken away. Must not know what happens to them in between.
#pragma once

#include "../property/handles.hpp"
#include "combination.hpp"
#include "plain.hpp"

#include <filesystem>
#include <string>

namespace stress {

/// People who have a licence, and nothing else, as `rules` say.
property::Schema make_schema(const Rules &rules);
const gemel_model *find_model(const gemel_schema *schema, const char *name);

/// Gone with all that is in it.
class Folder {
public:
    Folder();
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;
    ~Folder();
    const std::filesystem::path &path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

class Tables {
public:
    explicit Tables(const Combination &combination);
    Tables(const Tables &) = delete;
    Tables &operator=(const Tables &) = delete;
    ~Tables();

    const Place &place() const noexcept { return place_; }
    const gemel_schema *schema() const noexcept { return schema_.get(); }
    /// Another connection pool; fast: what a power failure would do does not matter.
    property::Database open(bool fast = true) const;

private:
    void make_place(Server server);

    Folder folder_;
    Place place_{};
    property::Schema schema_;
};

/// Exactly this, in one transaction.
void fill(Plain &plain, const Place &place, const State &state);
State read_state(Plain &plain, const Place &place);
/// Owners that have two partners at this moment, as one statement sees it; empty if there are none.
std::string with_two_partners(Plain &plain, const Place &place);
/// The foreign key of a dependent, without asking for the owner's place.
std::string link_statement(const Place &place, std::int64_t dependent, std::int64_t owner);
/// All others that an owner has lose it.
std::string unlink_others_statement(const Place &place, std::int64_t dependent, std::int64_t owner);

} // namespace stress
