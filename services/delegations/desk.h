// The registration desk of an event: what the verbs of this room share inside the transaction of
// one change. A verb first decides, by the Find… and Check… functions, which write nothing; then it
// writes. So a row of a batch that is refused leaves nothing behind.
#ifndef PLENARY_SERVICES_DELEGATIONS_DESK_H_
#define PLENARY_SERVICES_DELEGATIONS_DESK_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "services/delegations/attendances.h"
#include "services/delegations/rules.h"
#include "services/delegations/seats_table.h"
#include "services/delegations/table.h"
#include "services/storage/change.h"

namespace plenary::delegations {

// A delegation that this change reads, and perhaps changes: then it is written once, at the end.
struct File {
  v1::Delegation delegation;
  int64_t composition_number = 0;
  bool is_changed = false;
  v1::Change::Kind kind = v1::Change::UPDATED;  // how it changed
};

// A participation that this change is about.
struct Registration {
  Participation row;
  SortName sort_name;    // the person's, as of now
  File* file = nullptr;  // of the delegation; null for one who comes alone

  v1::Participant& participant() { return row.participant; }
  const v1::Participant& participant() const { return row.participant; }
};

// How somebody wants to be placed.
struct Wish {
  v1::WhenFull when_full = v1::WHEN_FULL_UNSPECIFIED;
  absl::string_view reason;
  bool goes_first = false;  // ahead of those who wait
};

// Where somebody is to be placed: a seat or a place in line.
struct Place {
  std::string category;
  bool has_seat = false;
  bool is_overbooked = false;
  absl::string_view overbooking_reason;
  int64_t line_class = Standing::kNotWaiting;
  absl::optional<v1::SeatHold> hold;  // whose seat it is
};

// Not thread-safe; lives as long as the body of the change runs.
class Desk {
 public:
  // What a change will ask for anyway, as far as its request tells; read with the event in one
  // round trip. Each may be empty, or name what isn't there.
  struct Foreseen {
    absl::string_view delegation;
    absl::string_view category;
  };

  // NOT_FOUND, RESOURCE_DELETED where the event isn't there.
  static absl::StatusOr<std::unique_ptr<Desk>> Open(storage::Change& change,
                                                    Attendances& attendances,
                                                    absl::string_view event) {
    return Open(change, attendances, event, {});
  }
  // `change` and `attendances` outlive it.
  static absl::StatusOr<std::unique_ptr<Desk>> Open(storage::Change& change,
                                                    Attendances& attendances,
                                                    absl::string_view event,
                                                    const Foreseen& foreseen);

  storage::Change& change() { return change_; }
  storage::Tx& tx() { return change_.tx(); }
  const v1::Event& event() const { return event_; }
  absl::Time now() const { return now_; }
  // Whether the secretariat acts, or the program itself, and not a focal point.
  bool is_secretariat() const { return is_secretariat_; }
  Attendances& attendances() { return attendances_; }
  // Whether the caller sees a participant of this event.
  bool Sees(const v1::Participant& participant) const;

  // --- Deciding.

  // Whether `step` may be taken now: REGISTRATION_CLOSED outside its window, unless the secretariat
  // gives a reason.
  absl::Status CheckStep(v1::RegistrationWindow::Step step, absl::string_view reason) const {
    return delegations::CheckStep(event_, step, now_, reason, is_secretariat_);
  }

  // The file of a delegation of this event. NOT_FOUND; RESOURCE_DELETED; ETAG_MISMATCH where `etag`
  // is given and not current.
  absl::StatusOr<File*> FindFile(absl::string_view name, absl::string_view etag = "");
  // A living category that `field` of the request names. NOT_FOUND, RESOURCE_DELETED.
  absl::StatusOr<const v1::Category*> FindCategory(absl::string_view name, absl::string_view field);
  // A participation of this event, with the file of its delegation. As FindFile.
  absl::StatusOr<Registration> Find(absl::string_view name, absl::string_view etag = "");
  // One that was deleted. FAILED_PRECONDITION: RESOURCE_NOT_DELETED.
  absl::StatusOr<Registration> FindDeleted(absl::string_view name, absl::string_view etag);
  // The person whom `field` names, perhaps by an alias, and who may take part. NOT_FOUND,
  // RESOURCE_DELETED; ALREADY_EXISTS: PERSON_ALREADY_PARTICIPATES.
  absl::StatusOr<v1::Person> FindNewcomer(absl::string_view name, absl::string_view field);
  // Whether somebody who is out may be in again: person, category and delegation are still there
  // (RESOURCE_DELETED, DELEGATION_NOT_OPEN), and the person takes part in no other way.
  absl::Status CheckMayComeBack(const Registration& who);

  // What is left for `seats` more of a delegation in a category, behind those who wait and could
  // take a seat. Those of CheckSeats.
  absl::Status CheckRoom(absl::string_view delegation, const v1::Category& category, int64_t seats,
                         bool goes_first = false);
  // A seat, or what the wish says where there is none. Those of CheckSeats; REASON_REQUIRED;
  // OVERFLOW_MAY_NOT_SPEAK; SECRETARIAT_ONLY where a focal point wants to overbook.
  absl::StatusOr<Place> FindPlace(const Registration& who, absl::string_view category,
                                  const Wish& wish);
  // The seat of a hold. NOT_FOUND; INVALID_FIELDS where it is of another delegation or category;
  // SEAT_HOLD_EXPIRED.
  absl::StatusOr<Place> FindHeldPlace(const Registration& who, absl::string_view hold);

  // HEAD_ALREADY_SET where `who` would be a second head.
  absl::Status CheckMayHead(const Registration& who) const;
  // HEAD_REQUIRED where `who` is a head that the delegation cannot be without.
  absl::Status CheckMayLeave(const Registration& who) const;
  // The stay of a delegation as a whole, with both ends.
  google::type::Interval StayOf(const v1::Delegation& delegation) const;

  // --- Writing. What they change in `who` is written by Keep.

  // Adds a delegation.
  absl::StatusOr<File*> AddFile(v1::Delegation delegation, absl::string_view id,
                                const SortName& sort_name);
  // Adds a participation as a new row.
  absl::Status Add(Registration& who);
  absl::Status Keep(Registration& who, v1::Change::Kind kind = v1::Change::UPDATED);
  // Writes the answers to custom fields, which Keep leaves as they were.
  absl::Status KeepAnswers(const Registration& who);
  absl::Status TakePlace(Registration& who, const Place& place);
  // Gives up the seat or the place in line.
  absl::Status GiveUpPlace(Registration& who);
  // `who` is in the delegation now: an invited one is forming, and a head heads it.
  void JoinDelegation(Registration& who);
  // `who` heads no longer.
  void LeaveDelegation(const Registration& who);
  // The delegation's composition has changed in a way that `change` (kind, participant and what
  // goes with it) tells.
  absl::Status NoteComposition(File* file, v1::CompositionChange change);
  // Writes a hold with the seats it has left; closed, it holds none.
  absl::Status KeepHold(const v1::SeatHold& hold, bool is_open);
  absl::Status CloseHold(const v1::SeatHold& hold);

  // There may be a seat for those who wait in a category.
  void SeatsAreFree(absl::string_view category) { freed_.emplace(category); }
  // The order of a delegation's people who wait has changed.
  void LineChanged(absl::string_view delegation, absl::string_view category) {
    lines_.emplace(delegation, category);
  }

  // `substitute` comes instead of `replaced`, with `move` also to what the schedule has for them.
  void NoteSubstitution(const v1::Participant& replaced, const v1::Participant& substitute,
                        bool move);

  // Ends the change: tells the schedule who came and went, puts lines in order, moves up who waits
  // where seats are free and the window is open, and writes the delegations that changed. Called
  // once, after every verb.
  absl::Status Close();

 private:
  Desk(storage::Change& change, Attendances& attendances, v1::Event event, absl::Time now)
      : change_(change),
        attendances_(attendances),
        event_(std::move(event)),
        now_(now),
        is_secretariat_(base::IsSecretariat(change.call().access, event_.name())) {}

  // Seats of a delegation and of a category in the whole event.
  struct Room {
    Seats quota;
    Seats total;
  };
  absl::StatusOr<Room> ReadRoom(absl::string_view delegation, const v1::Category& category,
                                bool behind_line);
  absl::Status Complete(Registration& who);
  absl::Status SeatThoseInLine(absl::string_view delegation, const v1::Category& category,
                               Room& room);
  absl::StatusOr<Place> FindOverflow(const Registration& who, const v1::Category& full_category,
                                     const absl::Status& refusal);
  absl::Status JoinLine(Registration& who, int64_t line_class);
  absl::Status PutInOrder(const std::string& delegation, const std::string& category);
  absl::Status MoveUp(const std::string& category);
  absl::Status MoveUpOne(absl::string_view participant);

  // Notes whether somebody takes part who did not, or does no more.
  void NoteStanding(const v1::Participant& participant, bool is_active);
  absl::Status TellSchedule();

  // Whether somebody took part before this change, and does now.
  struct Coming {
    bool was_active = false;
    bool is_active = false;
    v1::Participant participant;
  };
  struct Substitution {
    v1::Participant replaced;
    v1::Participant substitute;
    bool move = false;
  };

  storage::Change& change_;
  Attendances& attendances_;
  const v1::Event event_;
  const absl::Time now_;
  const bool is_secretariat_;
  std::map<std::string, File> files_;
  std::map<std::string, v1::Category> categories_;
  std::set<std::string> freed_;
  std::map<std::string, Coming> coming_;  // by name
  std::vector<Substitution> substitutions_;
  std::set<std::pair<std::string, std::string>> lines_;
};

// Those who wait for a category, and who of them would move up now.
struct Line {
  std::vector<InLine> waiters;
  std::vector<bool> moves_up;
};
absl::StatusOr<Line> ReadLine(storage::Tx& tx, const v1::Category& category, absl::Time now);

// The name of a participant who is new at the desk.
std::string NewParticipantName(Desk& desk);
// What somebody who takes part is sorted by.
SortName SortNameOf(const v1::Person& person);

// Writes a delegation that was changed, with its etag and times, and records it as `kind`.
absl::Status KeepDelegation(storage::Change& change, v1::Delegation& delegation,
                            v1::Change::Kind kind, absl::Time now);

// Fills in what is counted rather than stored: place_in_line of those who wait; quotas and
// composition_number of delegations, at the time of `tx`.
absl::Status FillPlaces(storage::Tx& tx, const std::vector<v1::Participant*>& participants);
absl::Status FillCounts(storage::Tx& tx, absl::Time now,
                        const std::vector<v1::Delegation*>& delegations);

// A quota as it is told.
v1::Quota ToQuota(const QuotaRow& row);
// Seats under a limit that stands elsewhere.
Seats ToSeats(const SeatCount& count, absl::optional<int64_t> limit);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_DESK_H_
