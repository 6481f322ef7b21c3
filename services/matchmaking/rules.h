// The rules of matchmaking: whose turn it is and where an answer leads, when sides may act, who may
// ask whom, what a request must be like. Pure.
#ifndef PLENARY_SERVICES_MATCHMAKING_RULES_H_
#define PLENARY_SERVICES_MATCHMAKING_RULES_H_

#include <cstdint>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/matchmaking.pb.h"
#include "services/base/errors.h"

namespace plenary::matchmaking {

// --- Settings, with what is meant where they say nothing.

int MaxOpenRequests(const v1::MatchmakingSettings& settings);
absl::Duration DefaultDuration(const v1::MatchmakingSettings& settings);
absl::Duration DefaultExpiry(const v1::MatchmakingSettings& settings);
// Adds what is wrong beyond what fields declare. `field` is the path in the request: "settings".
void CheckSettings(const v1::MatchmakingSettings& settings, absl::string_view field,
                   base::FieldErrors& errors);

// --- What a request must be like.

// Says what a request leaves to the event: its duration, preference and expiry.
void FillIn(const v1::MatchmakingSettings& settings, absl::Time now, v1::MeetingRequest& request);
// Add what is wrong beyond what fields declare. A request was filled in; `expires_anew`: whether
// its expiry is of now.
void CheckRequest(const v1::MeetingRequest& request, const v1::Event& event, absl::Time now,
                  bool expires_anew, absl::string_view field, base::FieldErrors& errors);
// `prefix` is the path in the request up to the side's fields: "meeting_request.from.".
void CheckPeopleOnce(const v1::MeetingRequest::Side& side, absl::string_view event,
                     absl::string_view prefix, base::FieldErrors& errors);
void CheckCounter(const v1::CounterMeetingRequestRequest& counter,
                  const v1::MeetingRequest& request, const v1::Event& event, absl::Time now,
                  base::FieldErrors& errors);

// --- Where a request stands, and where an answer leads.

// Its state at `now`: EXPIRED where nobody answered in time, whether or not that was noted.
v1::MeetingRequest::State StateAt(const v1::MeetingRequest& request, absl::Time now);
// Whether it takes up one of the requests that a party may have open: PENDING, COUNTERED, ACCEPTED.
bool IsOpen(v1::MeetingRequest::State state);
// Whether it keeps the two from another request: open, or SCHEDULED.
bool IsStanding(v1::MeetingRequest::State state);

enum class Turn { kRequester, kAsked };
enum class Verb { kAccept, kDecline, kCounter, kCancel };
struct Step {
  v1::MeetingRequest::State to;
  Turn by;
};
// Where `verb` leads from `state`, and who may do it; nullopt: nowhere.
absl::optional<Step> StepFrom(v1::MeetingRequest::State state, Verb verb);

// For whom a caller speaks.
struct Actor {
  bool is_secretariat = false;
  bool is_requester = false;
  bool is_asked = false;

  bool MayActAs(Turn turn) const {
    return is_secretariat || (turn == Turn::kRequester ? is_requester : is_asked);
  }
};
// The step that a verb takes. FAILED_PRECONDITION: MEETING_REQUEST_EXPIRED, WRONG_STATE with
// metadata `state` and `allowed`. PERMISSION_DENIED: ROLE_REQUIRED where it is the other side's.
absl::StatusOr<Step> CheckVerb(const v1::MeetingRequest& request, Verb verb, const Actor& actor,
                               absl::Time now);
// Whether the fields of a request may be changed: by the requester while it is PENDING, by the
// secretariat while it is open. Refusals: those of CheckVerb.
absl::Status CheckMayUpdate(const v1::MeetingRequest& request, const Actor& actor, absl::Time now);
// FAILED_PRECONDITION: MEETING_REQUESTS_CLOSED outside the window, unless it is the secretariat
// that acts.
absl::Status CheckWindow(const v1::MatchmakingSettings& settings, bool is_secretariat,
                         absl::Time now);
// FAILED_PRECONDITION: MEETING_REQUEST_EXPIRED.
absl::Status CheckNotExpired(const v1::MeetingRequest& request, absl::Time now);

// What was proposed last becomes what was agreed: the state is ACCEPTED.
void Agree(v1::MeetingRequest& request);
// What is proposed instead, by whosever turn it is: the state is COUNTERED, or PENDING again.
void Propose(const v1::CounterMeetingRequestRequest& counter,
             const v1::MatchmakingSettings& settings, absl::Time now, v1::MeetingRequest& request);

// --- Who may ask whom.

// What is to be known of a party.
struct Party {
  std::string name;
  std::string delegation;    // that it is or comes with; empty: none
  std::string organization;  // that it is, or that it belongs to; empty: none
  std::string person;        // of a participant
  std::string category;      // of a participant
  // Of those in a delegation; looked up only where the settings speak of categories.
  std::set<std::string> categories;
  v1::Organization::Type type = v1::Organization::TYPE_UNSPECIFIED;
  v1::Delegation::Direction direction = v1::Delegation::DIRECTION_UNSPECIFIED;
};

// Whether the settings ask for categories of parties.
bool SpeaksOfCategories(const v1::MatchmakingSettings& settings);
bool MayAsk(const v1::MatchmakingSettings& settings, const Party& from, const Party& to);
// FAILED_PRECONDITION: MEETING_REQUEST_NOT_ALLOWED.
absl::Status CheckMayAsk(const v1::MatchmakingSettings& settings, const Party& from,
                         const Party& to);
// FAILED_PRECONDITION: MEETING_PAIR_BLOCKED.
absl::Status PairBlocked();
// FAILED_PRECONDITION: MEETING_REQUEST_LIMIT_REACHED, where the party has `open` open requests.
absl::Status CheckLimit(const v1::MatchmakingSettings& settings, absl::string_view party,
                        int64_t open);
// PERMISSION_DENIED: SECRETARIAT_ONLY.
absl::Status SecretariatOnly(absl::string_view what, absl::string_view field);

}  // namespace plenary::matchmaking

#endif  // PLENARY_SERVICES_MATCHMAKING_RULES_H_
