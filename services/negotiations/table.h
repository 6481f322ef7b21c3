// Bodies, negotiations and what lies in them in the database, written once for every engine.
//
// What other rooms may read of negotiations is here. A position that is found here may be above the
// caller's clearance: whoever tells of it asks first. Statements that are returned borrow their
// arguments until they have run.
#ifndef PLENARY_SERVICES_NEGOTIATIONS_TABLE_H_
#define PLENARY_SERVICES_NEGOTIATIONS_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/negotiations.pb.h"
#include "services/base/list_query.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::negotiations {

// Name patterns.
inline constexpr absl::string_view kBodyPattern = "bodies/{body}";
inline constexpr absl::string_view kNegotiationPattern = "negotiations/{negotiation}";
inline constexpr absl::string_view kRoundPattern = "negotiations/{negotiation}/rounds/{round}";
inline constexpr absl::string_view kTopicPattern = "negotiations/{negotiation}/topics/{topic}";
inline constexpr absl::string_view kPositionPattern =
    "negotiations/{negotiation}/topics/{topic}/positions/{position}";
inline constexpr absl::string_view kContactPattern =
    "negotiations/{negotiation}/contacts/{contact}";

// The resource of that name, deleted or not; nullopt where there is none.
absl::StatusOr<absl::optional<v1::Body>> FindBody(storage::Tx& tx, absl::string_view name);
absl::StatusOr<absl::optional<v1::Negotiation>> FindNegotiation(storage::Tx& tx,
                                                                absl::string_view name);
absl::StatusOr<absl::optional<v1::Round>> FindRound(storage::Tx& tx, absl::string_view name);
absl::StatusOr<absl::optional<v1::Topic>> FindTopic(storage::Tx& tx, absl::string_view name);
absl::StatusOr<absl::optional<v1::Position>> FindPosition(storage::Tx& tx, absl::string_view name);
absl::StatusOr<absl::optional<v1::Contact>> FindContact(storage::Tx& tx, absl::string_view name);

// The same as a statement, to run in one round trip with those of other rooms.
storage::Statement SelectNegotiation(absl::string_view name,
                                     storage::Loaded<v1::Negotiation>& into);

// Writes a new row, and what it names. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is
// taken.
absl::Status Insert(storage::Tx& tx, const v1::Body& body);
absl::Status Insert(storage::Tx& tx, const v1::Negotiation& negotiation);
absl::Status Insert(storage::Tx& tx, const v1::Topic& topic);
absl::Status Insert(storage::Tx& tx, const v1::Contact& contact);
// `standing_body` is the one that it is a session of; empty: of none.
absl::Status Insert(storage::Tx& tx, const v1::Round& round, absl::string_view standing_body);
// Keeps the revision, too, and how the position is classified.
absl::Status Insert(storage::Tx& tx, const v1::Position& position);

// Writes a row anew, likewise.
absl::Status Update(storage::Tx& tx, const v1::Body& body);
absl::Status Update(storage::Tx& tx, const v1::Negotiation& negotiation);
absl::Status Update(storage::Tx& tx, const v1::Topic& topic);
absl::Status Update(storage::Tx& tx, const v1::Contact& contact);
absl::Status Update(storage::Tx& tx, const v1::Round& round, absl::string_view standing_body);
absl::Status Update(storage::Tx& tx, const v1::Position& position);

// A living negotiation held in a body; empty where there is none.
absl::StatusOr<std::string> NegotiationIn(storage::Tx& tx, absl::string_view standing_body);

// The greatest number of a round and the greatest place of a topic of a negotiation, deleted ones
// not counted; 0 where there is none.
absl::StatusOr<int64_t> LastRoundNumber(storage::Tx& tx, absl::string_view negotiation);
absl::StatusOr<int64_t> LastTopicOrder(storage::Tx& tx, absl::string_view negotiation);
// The living round that has a number in the negotiation, or that is the session of a body; empty
// where none is.
absl::StatusOr<std::string> RoundNumbered(storage::Tx& tx, absl::string_view negotiation,
                                          int64_t number);
absl::StatusOr<std::string> RoundOfSession(storage::Tx& tx, absl::string_view standing_body,
                                           int64_t session_number);
// A living round of the negotiation that is a session of a body; empty where there is none.
absl::StatusOr<std::string> SessionIn(storage::Tx& tx, absl::string_view negotiation);

// For briefings: the rounds of a negotiation below a number, the greatest first; its open topics,
// as they stand on the agenda; the positions on a topic up to a classification, the oldest first;
// its contacts, the latest first. None of them deleted.
absl::StatusOr<std::vector<v1::Round>> RoundsBelow(storage::Tx& tx, absl::string_view negotiation,
                                                   int64_t number, int64_t limit);
absl::StatusOr<std::vector<v1::Topic>> OpenTopics(storage::Tx& tx, absl::string_view negotiation,
                                                  int64_t limit);
absl::StatusOr<std::vector<v1::Position>> PositionsOn(storage::Tx& tx, absl::string_view topic,
                                                      v1::Classification cleared_for);
absl::StatusOr<std::vector<v1::Contact>> LastContacts(storage::Tx& tx,
                                                      absl::string_view negotiation, int64_t limit);

// Lists. A scope may use the column deleted_us; that of negotiations `name`, those of rounds,
// topics and contacts `negotiation`, that of positions `negotiation`, `topic` and `classification`,
// that of revisions `position` and `classification`.
const base::ListSpec& BodyList();
const base::ListSpec& NegotiationList();
const base::ListSpec& RoundList();
const base::ListSpec& TopicList();
const base::ListSpec& PositionList();
const base::ListSpec& ContactList();
// By revision. It knows neither masks nor deleted ones.
const base::ListSpec& PositionRevisionList();

// --- What is kept of people.

// The rounds and contacts that a person, or an alias of theirs, took part in, deleted ones
// included.
absl::StatusOr<std::vector<v1::Round>> RoundsWith(storage::Tx& tx, absl::string_view person);
absl::StatusOr<std::vector<v1::Contact>> ContactsWith(storage::Tx& tx, absl::string_view person);

}  // namespace plenary::negotiations

#endif  // PLENARY_SERVICES_NEGOTIATIONS_TABLE_H_
