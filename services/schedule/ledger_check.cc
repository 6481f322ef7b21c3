#include "services/schedule/ledger_check.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::schedule {
namespace {

using storage::Finding;
using storage::Row;
using storage::Tx;

constexpr char kRestore[] = "report it with the log; restore the last backup that is sound";

// Goes along the rows of one subject after the other, by start.
class Overlaps {
 public:
  explicit Overlaps(std::vector<Finding>& findings) : findings_(findings) {}

  // subject, start_us, end_us, units, activity, capacity.
  void Add(const Row& row) {
    if (row.Text(0) != subject_) Begin(row);
    const int64_t start_us = row.Int(1);
    under_way_.erase(std::remove_if(under_way_.begin(), under_way_.end(),
                                    [&](const Taken& taken) { return taken.end_us <= start_us; }),
                     under_way_.end());
    under_way_.push_back({std::string(row.Text(4)), row.Int(2), row.Int(3)});
    if (!was_found_) Judge();
  }

 private:
  struct Taken {
    std::string activity;
    int64_t end_us;
    int64_t units;
  };

  void Begin(const Row& row) {
    subject_ = std::string(row.Text(0));
    capacity_ = std::max<int64_t>(row.Int(5), 1);
    was_found_ = false;
    under_way_.clear();
  }

  // One finding tells enough of a subject.
  void Judge() {
    const Taken& last = under_way_.back();
    int64_t units = 0;
    const Taken* other = nullptr;
    for (const Taken& taken : under_way_) {
      units += taken.units;
      if (taken.activity != last.activity) other = &taken;
    }
    // Lines of one activity never stand in each other's way.
    if (other == nullptr || (capacity_ > 1 && units <= capacity_)) return;
    was_found_ = true;
    const std::string what =
        capacity_ > 1 ? absl::StrCat("has ", capacity_, " units, and ", units, " are taken at once")
                      : std::string("is in two places at once");
    findings_.push_back(
        {subject_, absl::StrCat(what, ", by ", other->activity, " and ", last.activity), kRestore});
  }

  std::vector<Finding>& findings_;
  std::string subject_;
  int64_t capacity_ = 1;
  bool was_found_ = false;
  std::vector<Taken> under_way_;
};

absl::Status CheckOverlaps(Tx& tx, std::vector<Finding>& findings) {
  Overlaps overlaps(findings);
  return tx.Run(
      {"SELECT o.subject, o.start_us, o.end_us, o.units, o.activity, COALESCE(a.capacity, 1) "
       "FROM occupancy o LEFT JOIN assets a ON a.name = o.subject "
       "WHERE o.expire_us = 0 OR o.expire_us > $1 "
       "ORDER BY o.subject, o.start_us, o.activity, o.line",
       {absl::ToUnixMicros(tx.now())},
       [&](const Row& row) { overlaps.Add(row); }});
}

// `sql` selects an activity and something it has in the ledger, or has not, by the time $1.
absl::Status CheckActivities(Tx& tx, absl::string_view sql, absl::string_view what,
                             std::vector<Finding>& findings) {
  return tx.Run({sql, {absl::ToUnixMicros(tx.now())}, [&](const Row& row) {
                   findings.push_back(
                       {std::string(row.Text(0)), absl::StrCat(what, " ", row.Text(1)), kRestore});
                 }});
}

}  // namespace

absl::Status CheckLedger(Tx& tx, std::vector<Finding>& findings) {
  PLENARY_RETURN_IF_ERROR(CheckOverlaps(tx, findings));
  // Bookings (type 3) stand while they are firm or held, others as they were released unless they
  // are cancelled or deleted.
  PLENARY_RETURN_IF_ERROR(CheckActivities(
      tx,
      "SELECT o.activity, MIN(o.subject) FROM occupancy o WHERE (o.expire_us = 0 OR "
      "o.expire_us > $1) AND NOT EXISTS (SELECT 1 FROM activities a WHERE a.name = o.activity AND "
      "((a.type = 3 AND a.state IN (1, 2) AND a.deleted_us = 0) OR (a.type <> 3 AND "
      "a.released_start_us IS NOT NULL AND a.released_state <> 3 AND a.released_deleted_us = 0))) "
      "GROUP BY o.activity ORDER BY o.activity",
      "is not in force and occupies", findings));
  PLENARY_RETURN_IF_ERROR(
      CheckActivities(tx,
                      "SELECT o.activity, MIN(o.subject) FROM occupancy o JOIN activities a ON "
                      "a.name = o.activity WHERE (o.expire_us = 0 OR o.expire_us > $1) AND "
                      "(o.start_us >= COALESCE(a.released_end_us, a.end_us) OR "
                      "o.end_us <= COALESCE(a.released_start_us, a.start_us)) "
                      "GROUP BY o.activity ORDER BY o.activity",
                      "occupies, at another time than its own,", findings));
  return CheckActivities(
      tx,
      "SELECT a.name, MIN(l.subject) FROM activities a JOIN activity_links l ON "
      "l.activity = a.name AND l.layer = 0 WHERE a.type <> 3 AND "
      "a.released_state <> 3 AND a.released_deleted_us = 0 AND l.subject LIKE 'assets/%' AND "
      "NOT EXISTS (SELECT 1 FROM occupancy o WHERE o.activity = a.name AND o.subject = l.subject "
      "AND (o.expire_us = 0 OR o.expire_us > $1)) "
      "GROUP BY a.name ORDER BY a.name",
      "uses without occupying it", findings);
}

}  // namespace plenary::schedule
