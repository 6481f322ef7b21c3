// Meeting requests, blocked pairs and the settings of matchmaking in the database, written once for
// every engine.
//
// What other rooms may read and write of matchmaking is here: planning takes accepted requests, the
// schedule notes which meeting answers which. Statements that are returned borrow their arguments
// until they have run.
#ifndef PLENARY_SERVICES_MATCHMAKING_TABLE_H_
#define PLENARY_SERVICES_MATCHMAKING_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/matchmaking.pb.h"
#include "services/base/list_query.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::matchmaking {

// Name patterns.
inline constexpr absl::string_view kSettingsPattern = "events/{event}/matchmaking";
inline constexpr absl::string_view kMeetingRequestPattern =
    "events/{event}/meetingRequests/{meeting_request}";
inline constexpr absl::string_view kBlockedPairPattern =
    "events/{event}/blockedPairs/{blocked_pair}";

// --- Settings.

// Of an event without a row: the defaults.
absl::StatusOr<v1::MatchmakingSettings> FindSettings(storage::Tx& tx, absl::string_view event);
absl::Status WriteSettings(storage::Tx& tx, absl::string_view event,
                           const v1::MatchmakingSettings& settings);

// --- Requests. display_name of sides is not stored: see FillNames.

// Whose the sides of a request are: the delegation a party is or comes with; empty: the
// organisers'.
struct Sides {
  std::string from;
  std::string to;
};

absl::StatusOr<absl::optional<v1::MeetingRequest>> FindMeetingRequest(storage::Tx& tx,
                                                                      absl::string_view name);
absl::StatusOr<std::vector<absl::optional<v1::MeetingRequest>>> FindMeetingRequests(
    storage::Tx& tx, const std::vector<std::string>& names);
// The requests of an event that are ACCEPTED and wait for a meeting: how many, and all of them, by
// when they were created.
absl::StatusOr<int64_t> CountAcceptedRequests(storage::Tx& tx, absl::string_view event);
absl::StatusOr<std::vector<v1::MeetingRequest>> ListAcceptedRequests(storage::Tx& tx,
                                                                     absl::string_view event);
absl::StatusOr<Sides> SidesOf(storage::Tx& tx, absl::string_view name);

// Writes a new row. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is taken.
absl::Status InsertMeetingRequest(storage::Tx& tx, const v1::MeetingRequest& request,
                                  const Sides& sides);
// Writes what became of a request that names whom it named before.
absl::Status UpdateMeetingRequestRow(storage::Tx& tx, const v1::MeetingRequest& request);
// Writes a request that may name others than before, of the same delegations.
absl::Status RewriteMeetingRequest(storage::Tx& tx, const v1::MeetingRequest& request);

// Two parties as one text, the same whichever comes first.
std::string PairOf(absl::string_view party, absl::string_view other);
// The requests between two parties that were PENDING, COUNTERED, ACCEPTED or SCHEDULED when they
// were last written; some may have expired.
absl::StatusOr<std::vector<v1::MeetingRequest>> ListStanding(storage::Tx& tx,
                                                             absl::string_view event,
                                                             absl::string_view pair);
// The requests that name somebody (a party, or one of its people), and all of an event, that may
// still lead to a meeting at `now_us`, or have: PENDING, COUNTERED, ACCEPTED or SCHEDULED.
absl::StatusOr<std::vector<v1::MeetingRequest>> ListStandingNaming(storage::Tx& tx,
                                                                   absl::string_view who,
                                                                   int64_t now_us);
absl::StatusOr<std::vector<v1::MeetingRequest>> ListAllStanding(storage::Tx& tx,
                                                                absl::string_view event,
                                                                int64_t now_us);
// How many requests of a party are open at `now_us`, the organisers' own not counted.
absl::StatusOr<int64_t> CountOpen(storage::Tx& tx, absl::string_view event, absl::string_view party,
                                  int64_t now_us);
// Those that nobody answered in time and that do not say so yet; the oldest first.
absl::StatusOr<std::vector<std::string>> ListExpired(storage::Tx& tx, int64_t now_us,
                                                     int64_t limit);

// Within a scope whose parameter $1 is the time in microseconds, by which states are told. A scope
// may use the columns event, from_delegation, to_delegation and deleted_us.
const base::ListSpec& MeetingRequestList();
const base::ListSpec& MeetingRequestListOfAllEvents();

// Who sees a request: adds the delegations of its sides to `places`.
storage::Statement SelectPlacesOfMeetingRequest(absl::string_view name,
                                                std::vector<std::string>& places);

// --- Blocked pairs.

absl::StatusOr<absl::optional<v1::BlockedPair>> FindBlockedPair(storage::Tx& tx,
                                                                absl::string_view name);
// Every one of an event, by when it was created.
absl::StatusOr<std::vector<v1::BlockedPair>> ListAllBlockedPairs(storage::Tx& tx,
                                                                 absl::string_view event);
// The name of one that holds the pair apart; empty where none does.
absl::StatusOr<std::string> BlockedPairOf(storage::Tx& tx, absl::string_view event,
                                          absl::string_view pair);
absl::Status InsertBlockedPair(storage::Tx& tx, const v1::BlockedPair& pair);
absl::Status DeleteBlockedPairRow(storage::Tx& tx, absl::string_view name);
// Within "event = $1". It knows neither masks nor deleted ones.
const base::ListSpec& BlockedPairList();

}  // namespace plenary::matchmaking

#endif  // PLENARY_SERVICES_MATCHMAKING_TABLE_H_
