// The ledger of occupied time, worked with inside one transaction: what is to go, what is to come,
// and whether it fits, judged as though all of it were done. So two activities can swap, and a dry
// run writes nothing.
//
//   Ledger ledger(tx, now);
//   ledger.Release("events/…/sessions/a");                     // its rows don't count any more
//   ledger.Occupy("events/…/sessions/a", lines);
//   PLENARY_ASSIGN_OR_RETURN(std::vector<Clash> clashes, ledger.FindClashes());
//   … none: ledger.Write(tx)
//
// A subject with capacity 1 is looked at by its neighbours only, whose rows never overlap; a shared
// one is scanned back by the longest activity and swept. A person's way from one venue to the next
// counts. Holds that have expired are looked through.
#ifndef PLENARY_SERVICES_SCHEDULE_LEDGER_H_
#define PLENARY_SERVICES_SCHEDULE_LEDGER_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/schedule/ledger_table.h"
#include "services/schedule/line_rules.h"
#include "services/storage/store.h"

namespace plenary::schedule {

// Why an activity does not fit.
struct Clash {
  enum class Kind { kOccupied, kOverCapacity, kTravel };
  Kind kind = Kind::kOccupied;
  std::string activity;  // the one that was to be occupied
  std::string subject;
  std::string blocked_by;  // the activity in the way; of kOverCapacity, one of those
  // kOccupied: when the subject is taken. kOverCapacity: from the instant at which units are short.
  // kTravel: the gap, which is too short.
  absl::Time from;
  absl::Time to;
  int64_t units_free = 0;    // kOverCapacity
  int64_t units_wanted = 0;  // kOverCapacity
  absl::Duration travel;     // kTravel: what the way takes
};

// Not thread-safe; lives as long as the transaction.
class Ledger {
 public:
  // `now`: holds that expire by then count for nothing. `tx` outlives it.
  Ledger(storage::Tx& tx, absl::Time now);

  // How many units a subject has; subjects that are not told have one.
  void SetCapacity(absl::string_view subject, int64_t units);
  // The rows that `activity` has in the database count for nothing, and Write removes them.
  void Release(absl::string_view activity);
  // `activity` occupies these lines. What it has in the database counts for nothing, too; a new one
  // has nothing there (`is_new`).
  void Occupy(absl::string_view activity, std::vector<Line> lines, bool is_new = false);
  // As Occupy, but Write leaves the database as it is: work in progress is laid over it.
  void Overlay(absl::string_view activity, std::vector<Line> lines);
  // Takes back what was said of `activity`: its rows in the database count.
  void Forget(absl::string_view activity);

  // What does not fit, of activities given to Occupy or Overlay: each with each, and with the
  // database. A line that its activity has in the database already is not judged again; one of
  // another that comes to it is. In the order in which activities were given, then by start; at
  // most `limit` of each activity. With `only`, of these activities alone.
  absl::StatusOr<std::vector<Clash>> FindClashes(
      size_t limit = 100, const absl::optional<std::set<std::string>>& only = absl::nullopt);

  // Writes what Release and Occupy said.
  absl::Status Write();

 private:
  struct Entry {
    std::vector<Line> lines;
    bool is_overlay = false;
    bool is_new = false;
    size_t order = 0;
  };
  // A line that was given, and whose it is.
  struct Given {
    absl::string_view activity;
    const Line* line;
  };

  int64_t CapacityOf(const std::string& subject) const;
  // Whether a row counts.
  bool Counts(const OccupancyRow& row) const;
  void ArrangeGiven();
  // Reads what there is of the subjects of all that is judged, where that is much.
  absl::Status ReadAtOnce(const std::vector<const Entry*>& judged);
  // The rows that count and may matter to the line of an activity, what was given among them.
  absl::StatusOr<std::vector<OccupancyRow>> RowsBeside(absl::string_view activity,
                                                       const Line& line);
  absl::Status AddRowsBefore(const Line& line, std::vector<OccupancyRow>& rows);
  // What an activity that is given has in the database and has not expired.
  absl::StatusOr<std::vector<OccupancyRow>> RowsHeldBy(const std::string& activity,
                                                       const Entry& entry);
  absl::Status CheckLine(const std::string& activity, const Line& line,
                         std::vector<Clash>& clashes);
  absl::Status CheckWays(const std::string& activity, const Line& line,
                         const std::vector<OccupancyRow>& rows, std::vector<Clash>& clashes);
  absl::Status CheckWay(const std::string& activity, const Line& line, const OccupancyRow& first,
                        const OccupancyRow& second, std::vector<Clash>& clashes);
  absl::StatusOr<absl::Duration> TravelTime(const std::string& from, const std::string& to);

  storage::Tx& tx_;
  const absl::Time now_;
  std::map<std::string, int64_t, std::less<>> capacities_;
  std::map<std::string, Entry, std::less<>> entries_;
  std::set<std::string, std::less<>> released_;
  std::map<absl::string_view, std::vector<Given>> given_;  // by subject
  std::map<std::string, std::vector<OccupancyRow>> read_;  // at once, by subject
  std::map<std::pair<std::string, std::string>, absl::Duration> ways_;
  absl::Duration longest_way_;
  bool knows_ways_ = false;
};

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_LEDGER_H_
