// Every change of an event's schedule is made on an agenda: the event, its settings and what the
// changed activities refer to, for the length of one transaction.
//
//   PLENARY_ASSIGN_OR_RETURN(Agenda agenda, Agenda::Open(change, event));
//   PLENARY_RETURN_IF_ERROR(agenda.Put(std::move(entry)));      // any number of them
//   PLENARY_ASSIGN_OR_RETURN(Outcome outcome, agenda.Close());  // checks, books, writes, records
//
// What is put is judged when the agenda is closed, all together, so that activities can swap. In
// mode DIRECT (and for bookings, and where an entry or the agenda says so) it is released: the
// ledger books it and a small version notes it. Otherwise it goes into the work in progress,
// checked against the ledger and against the rest of the work in progress of the event.
#ifndef PLENARY_SERVICES_SCHEDULE_AGENDA_H_
#define PLENARY_SERVICES_SCHEDULE_AGENDA_H_

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/schedule/facts.h"
#include "services/schedule/ledger.h"
#include "services/schedule/line_rules.h"
#include "services/schedule/table.h"
#include "services/storage/change.h"

namespace plenary::schedule {

// One changed activity.
struct Entry {
  // The row as it was; nullopt: it is new.
  absl::optional<ActivityRow> before;
  // As it is to be, with its name; what is output only is filled in. Deleted: with delete_time
  // cleared and `kind` DELETED.
  v1::Activity after;
  v1::Change::Kind kind = v1::Change::UPDATED;
  // Its path in the request, for errors: "session".
  std::string field;
  // Kept with its conflicts instead of refused.
  bool allow_conflicts = false;
  // Released whatever the mode.
  bool release = false;
  // Where work in progress differs from what was released and both must change at once (somebody
  // declines, an asset is replaced): what the released form becomes. `after` stays in progress.
  absl::optional<v1::Activity> amended;
  // Where it does not fit and conflicts are allowed: whether it gives up what it booked, since that
  // is void whatever becomes of it. A booking is then given back.
  bool gives_up_released = false;
  // Whether it was there before, and what became of its request meanwhile is no reason to refuse
  // it: then it stands without.
  bool comes_back = false;
  // Holds that it takes over.
  std::vector<std::string> take_over;
};

// What became of an entry.
struct Placed {
  v1::Activity activity;                // as written, with conflicts and warnings
  std::vector<v1::Conflict> conflicts;  // the same: warnings and what allow_conflicts let through
  bool is_released = false;
};

struct Outcome {
  std::vector<Placed> placed;     // in the order of Put
  absl::optional<v1::Plan> plan;  // the version that came of it
};

// The entry by which a stored activity changes at once in both its forms, whatever the mode:
// `change` is applied to what is in progress and to what was released. Of what was never released,
// the one form.
Entry AmendBoth(ActivityRow row, const std::function<void(v1::Activity&)>& change,
                absl::string_view field);

// Not thread-safe.
class Agenda {
 public:
  // NOT_FOUND: RESOURCE_NOT_FOUND. FAILED_PRECONDITION: RESOURCE_DELETED, WRONG_STATE where the
  // event is archived. `change` outlives it.
  static absl::StatusOr<Agenda> Open(storage::Change& change, absl::string_view event);

  // The same to look at only: FindConflicts alone may be called then.
  static absl::StatusOr<Agenda> OpenToLook(storage::Tx& tx, absl::string_view event);

  const v1::Event& event() const { return facts_.event; }
  const ScheduleHead& head() const { return head_; }
  // What was loaded for the entries so far (filled by Load and Close).
  const Facts& facts() const { return facts_; }
  bool is_direct() const { return head_.settings.mode() != v1::ScheduleSettings::VERSIONED; }
  absl::Time now() const { return now_; }

  // Loads what the activity refers to into facts().
  absl::Status Load(const std::vector<const v1::Activity*>& activities);

  // Puts an entry on the agenda. INVALID_FIELDS and the errors of CheckReferences and Complete at
  // once; ALREADY_EXISTS when it is closed. An activity is put once.
  absl::Status Put(Entry entry);

  // All activities whose work in progress differs are released, what was put among them: a version
  // that is not minor. SCHEDULE_HAS_CONFLICTS, NOTHING_TO_RELEASE come from Close.
  void ReleaseAll(std::string note, std::string reverted_to = "");
  // What the small version that comes of it is noted with.
  void Note(std::string note) { note_ = std::move(note); }

  // What stands in the way of what was put, with warnings; nothing is written. For dry runs.
  absl::StatusOr<std::vector<std::vector<v1::Conflict>>> FindConflicts();

  // Checks, books, writes and records. The first conflict of an entry that does not allow any is
  // the refusal (see RefusalOf). ABORTED and other errors as the engine's.
  absl::StatusOr<Outcome> Close();

 private:
  // What an entry is about to do, beside what it says.
  struct Standing {
    std::vector<Line> lines;
    std::vector<v1::Conflict> own;        // by itself
    std::vector<v1::Conflict> conflicts;  // with others
    absl::Status refusal;                 // the first that is no warning
    bool is_released = false;
  };

  Agenda(storage::Tx& tx, storage::Change* change, absl::Time now)
      : tx_(&tx), change_(change), now_(now) {}
  static absl::StatusOr<Agenda> Load(Agenda agenda, absl::string_view event);

  bool IsReleased(const Entry& entry) const;
  // The form of an entry that the ledger gets if it is released.
  static const v1::Activity& Booked(const Entry& entry) {
    return entry.amended ? *entry.amended : entry.after;
  }
  absl::Status AddAllChanged();
  absl::Status FindHolds();
  absl::Status Prepare();
  static void BeginJudging(Standing& standing);
  void FillLedger(Ledger& ledger) const;
  void SetCapacities(Ledger& ledger) const;
  absl::Status JudgeReleased(bool lets_through);
  absl::Status JudgeInProgress();
  absl::Status OverlayOthers(Ledger& ledger);
  absl::Status AddRelated(const Line& line, std::map<std::string, ActivityRow>& related) const;
  absl::Status RefuseAll() const;
  absl::StatusOr<absl::Status> Refusal(size_t entry) const;
  absl::StatusOr<ActivityRow> Write(const Entry& entry, Standing& standing);
  absl::Status WriteRowAndLinks(const Entry& entry, const ActivityRow& row);
  absl::Status GiveBackHolds();
  absl::StatusOr<absl::optional<v1::Plan>> WriteVersion(const std::vector<ActivityRow>& rows);

  storage::Tx* tx_;
  storage::Change* change_;  // nullptr: only to look at
  absl::Time now_;
  ScheduleHead head_;
  Facts facts_;
  std::vector<Entry> entries_;
  std::vector<Standing> standings_;
  std::map<std::string, ActivityRow> holds_;  // that are taken over
  bool releases_all_ = false;
  std::string note_;
  std::string reverted_to_;
};

// A clash as a refusal: SUBJECT_OCCUPIED, CAPACITY_EXCEEDED, TRAVEL_TOO_SHORT with metadata and
// words.
absl::Status ToStatus(const Clash& clash, const Facts& facts);
// The same as a conflict of an activity.
v1::Conflict ToConflict(const Clash& clash, const Facts& facts);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_AGENDA_H_
