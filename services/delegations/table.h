// Delegations, participants and projects in the database: one row each, written once for every
// engine. Seats, holds and waiting lines are in seats_table.h.
//
// What is counted elsewhere is not stored with a resource: quotas and composition_number of a
// delegation, place_in_line of a participant. Statements that are returned borrow their arguments
// until they have run.
#ifndef PLENARY_SERVICES_DELEGATIONS_TABLE_H_
#define PLENARY_SERVICES_DELEGATIONS_TABLE_H_

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/delegations.pb.h"
#include "services/base/list_query.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::delegations {

// Name patterns.
inline constexpr absl::string_view kDelegationPattern = "events/{event}/delegations/{delegation}";
inline constexpr absl::string_view kParticipantPattern =
    "events/{event}/participants/{participant}";
inline constexpr absl::string_view kProjectPattern = "events/{event}/projects/{project}";

// What a row is sorted by.
struct SortName {
  std::string text;
  // Sort keys of the names that readers see, one for each of base::kReaderLanguages. None: those of
  // the row stay.
  std::vector<std::string> reader_keys;
};

// --- Delegations.

absl::StatusOr<absl::optional<v1::Delegation>> FindDelegation(storage::Tx& tx,
                                                              absl::string_view name);
absl::StatusOr<std::vector<absl::optional<v1::Delegation>>> FindDelegations(
    storage::Tx& tx, const std::vector<std::string>& names);
storage::Statement SelectDelegation(absl::string_view name, storage::Loaded<v1::Delegation>& into);
// Every delegation of an event that is not deleted, by name.
absl::StatusOr<std::vector<v1::Delegation>> ListAllDelegations(storage::Tx& tx,
                                                               absl::string_view event);

// Writes a new row. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is taken, even by a
// deleted one.
absl::Status InsertDelegation(storage::Tx& tx, const v1::Delegation& delegation,
                              const SortName& sort_name);
// Writes a row anew; its place among names stays.
absl::Status UpdateDelegationRow(storage::Tx& tx, const v1::Delegation& delegation);
absl::Status UpdateDelegationSort(storage::Tx& tx, absl::string_view name,
                                  const SortName& sort_name);

// Appends to the numbered changes of a delegation's composition.
absl::Status InsertCompositionChange(storage::Tx& tx, absl::string_view delegation,
                                     const v1::CompositionChange& change);
// Answers the number of the last change, 0 where there is none.
storage::Statement SelectCompositionNumber(absl::string_view delegation, int64_t& into);

// The name of a living, not declined delegation or a living project of an organization; empty where
// there is none.
absl::StatusOr<std::string> DelegationOrProjectOf(storage::Tx& tx, absl::string_view organization);

// --- Participants.

// Where a participant stands with seats and lines, beside what is told of it.
struct Standing {
  bool has_seat = false;   // counted as used
  bool left_seat = false;  // gave a seat up when leaving
  int64_t line_class = kNotWaiting;
  int64_t waiting_us = 0;  // since when; of the line
  int64_t slot_us = 0;     // place in the line

  static constexpr int64_t kFirstInLine = 0;
  static constexpr int64_t kInLine = 1;
  static constexpr int64_t kNotWaiting = 2;
};

// A row.
struct Participation {
  v1::Participant participant;
  Standing standing;
};

// Participations that a statement selects, in the order of its rows. Outlives the statement.
class LoadedParticipations {
 public:
  std::function<void(const storage::Row&)> Reader();
  // DATA_LOSS: DATABASE_CORRUPT where one cannot be read.
  absl::StatusOr<std::vector<Participation>> TakeAll();
  absl::StatusOr<absl::optional<Participation>> Take();

 private:
  storage::Loaded<v1::Participant> participants_;
  std::vector<Standing> standings_;
};

storage::Statement SelectParticipation(absl::string_view name, LoadedParticipations& into);
absl::StatusOr<absl::optional<Participation>> FindParticipation(storage::Tx& tx,
                                                                absl::string_view name);
absl::StatusOr<absl::optional<v1::Participant>> FindParticipant(storage::Tx& tx,
                                                                absl::string_view name);
absl::StatusOr<std::vector<absl::optional<v1::Participant>>> FindParticipants(
    storage::Tx& tx, const std::vector<std::string>& names);
// The active participation of a person in an event.
storage::Statement SelectActive(absl::string_view event, absl::string_view person,
                                LoadedParticipations& into);
// Every active participation of a delegation, by name.
absl::StatusOr<std::vector<Participation>> ListActiveOf(storage::Tx& tx,
                                                        absl::string_view delegation);
// Every participant of a delegation, whatever became of them, but for deleted ones; in the order of
// lists.
absl::StatusOr<std::vector<v1::Participant>> ListAllOf(storage::Tx& tx,
                                                       absl::string_view delegation);
// Those of a delegation's people who take part in another event.
absl::StatusOr<std::set<std::string>> PeopleWhoAreIn(storage::Tx& tx, absl::string_view event,
                                                     absl::string_view delegation);
// Active participations of an event that nobody confirmed, at most `limit`.
absl::StatusOr<std::vector<Participation>> ListUnconfirmed(storage::Tx& tx, absl::string_view event,
                                                           int limit);
// Every participation of an event with a time of arrival or departure, by name.
absl::StatusOr<std::vector<Participation>> ListJourneys(storage::Tx& tx, absl::string_view event);
// The name of an active participation: of a delegation, of a person anywhere; empty where none.
absl::StatusOr<std::string> ActiveOfDelegation(storage::Tx& tx, absl::string_view delegation);
absl::StatusOr<std::string> ActiveOfPerson(storage::Tx& tx, absl::string_view person);
// Whether an active participant is in the category.
absl::StatusOr<bool> SomebodyIsIn(storage::Tx& tx, absl::string_view category);

// `active`: whether it counts as the person's one participation in the event.
absl::Status InsertParticipation(storage::Tx& tx, const Participation& participation,
                                 const SortName& sort_name, bool active);
absl::Status UpdateParticipation(storage::Tx& tx, const Participation& participation,
                                 const SortName& sort_name, bool active);

// Notes whether an event that was closed still has participations that nobody confirmed.
absl::Status NoteClosing(storage::Tx& tx, absl::string_view event, bool is_unfinished);
absl::StatusOr<std::vector<std::string>> ListClosingEvents(storage::Tx& tx);

// --- For work that goes through all rows: at most `limit` of one event, the first that has any
// behind the name `after`, in the order of names. Deleted ones, too.

absl::StatusOr<std::vector<v1::Delegation>> ListDelegationsBehind(storage::Tx& tx,
                                                                  absl::string_view after,
                                                                  int limit);
absl::StatusOr<std::vector<v1::Participant>> ListParticipantsBehind(storage::Tx& tx,
                                                                    absl::string_view after,
                                                                    int limit);
// Writes the reader_keys of each of `names`, in their order, to the rows of participants.
absl::Status SetReaderKeys(storage::Tx& tx, const std::vector<std::string>& names,
                           const std::vector<SortName>& sort_names);

// --- Projects.

absl::StatusOr<absl::optional<v1::Project>> FindProject(storage::Tx& tx, absl::string_view name);
absl::StatusOr<std::vector<absl::optional<v1::Project>>> FindProjects(
    storage::Tx& tx, const std::vector<std::string>& names);
// As InsertDelegation. Sorted by the first title.
absl::Status InsertProject(storage::Tx& tx, const v1::Project& project);
absl::Status UpdateProjectRow(storage::Tx& tx, const v1::Project& project);

// --- What the lists offer. Those of all events ("events/-") go event by event. `language` is one
// of base::kReaderLanguages, in whose order names are sorted, or "".

const base::ListSpec& DelegationList(absl::string_view language);
const base::ListSpec& DelegationListOfAllEvents(absl::string_view language);
const base::ListSpec& ParticipantList(absl::string_view language);
const base::ListSpec& ParticipantListOfAllEvents(absl::string_view language);
const base::ListSpec& ProjectList();
// Within "delegation = $1".
const base::ListSpec& CompositionChangeList();

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_TABLE_H_
