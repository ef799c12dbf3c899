// Rows for every model of a synced database, as far as its foreign keys let them in. Must not know how a definition was
// said.
#pragma once

#include "handles.hpp"
#include "mirror.hpp"

#include <map>
#include <string>
#include <vector>

namespace property {

/// The attribute that a foreign key of the database refers to.
using Keys = std::map<const gemel_attribute *, const gemel_attribute *>;

/// The n-th of the values that differ, as a text that fits.
std::string sample_of(const gemel_attribute *attribute, std::size_t n);

class Rows {
public:
    Rows(const gemel_schema *schema, gemel_session *session, Mirror &mirror);

    /// One whole row for each model, then one of what cannot be left out alone. Broken where no reason is known.
    void insert(bool defaults_fit);
    /// Values for another row that fits, with the keys of rows that are there.
    Values values(const gemel_model *model, std::size_t n);
    /// Do foreign keys lead from one model to the other, on any way?
    bool leads(const gemel_model *from, const gemel_model *to) const;
    /// Did a call fail because a key got null, as a foreign key or by the call itself, and handed that on to one that
    /// may not be null?
    bool hands_null_on(const Answer &answer, const gemel_attribute *nulled = nullptr) const;

private:
    struct Plan {
        Values values;
        bool waits = false;    // for the row of another model
        bool invented = false; // has a foreign key that leads nowhere
        bool omits_key = false;
        bool retyped = false; // has a foreign key of another type than the key
    };

    Plan plan(const gemel_model *model, std::size_t n, bool least);
    void give(Plan &plan, const gemel_attribute *attribute, std::size_t n);
    void give_key(Plan &plan, const gemel_attribute *attribute, const gemel_attribute *key, std::size_t n);
    bool can_be_left_out(const gemel_attribute *attribute) const;
    void insert(const gemel_model *model, std::size_t n, const Plan &plan);
    void remember(gemel_record *record);

    const gemel_schema *schema_;
    gemel_session *session_;
    Keys keys_;
    std::map<const gemel_attribute *, std::string> stored_;    // of the first row of each model
    std::map<const gemel_attribute *, std::string> fallbacks_; // that the database has
    std::map<const gemel_model *, bool> checked_;              // by more than enums
};

} // namespace property
