// The rules of protocols: where a verb leads, what still changes, who may sign and by what powers.
// Pure.
#ifndef PLENARY_SERVICES_PROTOCOLS_RULES_H_
#define PLENARY_SERVICES_PROTOCOLS_RULES_H_

#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/protocols.pb.h"
#include "services/base/errors.h"

namespace plenary::protocols {

// --- Days.

// Whether `date` is a day as written, from the year 1000 on: "2023-08-24" (ISO 8601). Such days are
// ordered as texts are.
bool IsDay(absl::string_view date);
// Add an error where `date`, at `field`, is no day, lies before `earliest` (empty: not known), or
// after `latest`. An empty date is none.
void CheckDay(absl::string_view date, absl::string_view field, base::FieldErrors& errors);
void CheckDayFrom(absl::string_view earliest, absl::string_view date, absl::string_view field,
                  base::FieldErrors& errors);
void CheckDayUntil(absl::string_view latest, absl::string_view date, absl::string_view field,
                   base::FieldErrors& errors);

// --- What a protocol must be like.

// Adds what is wrong beyond what fields declare. `field` is the path in the request: "protocol".
void CheckProtocol(const v1::Protocol& protocol, absl::string_view field,
                   base::FieldErrors& errors);

// --- Where it stands, and where a verb leads.

// Whether it was signed by all or approved, and has done with being written.
bool IsConcluded(v1::Protocol::State state);
bool IsSignedByAnybody(const v1::Protocol& protocol);
bool IsSignedByAll(const v1::Protocol& protocol);
// The day of the last signature; empty where there is none.
std::string LastSignature(const v1::Protocol& protocol);

enum class Verb { kApprove, kAgree, kInitial, kSign, kBringIntoForce, kTerminate, kReturn };
// Where `verb` leads from `state`, for a protocol of that type; nullopt: nowhere.
absl::optional<v1::Protocol::State> StepFrom(v1::Protocol::Type type, v1::Protocol::State state,
                                             Verb verb);
// The state that a verb leads to. FAILED_PRECONDITION: WRONG_STATE with metadata `state` and
// `allowed`; PROTOCOL_SIGNED where it is too late to sign or to return; SIGNATURES_MISSING where it
// is too early to bring it into force.
absl::StatusOr<v1::Protocol::State> CheckVerb(const v1::Protocol& protocol, Verb verb);

// Whether its items may be written. FAILED_PRECONDITION: PROTOCOL_SIGNED, WRONG_STATE.
absl::Status CheckIsDraft(const v1::Protocol& protocol);
// Whether `before` may become `after`. FAILED_PRECONDITION: PROTOCOL_SIGNED, WRONG_STATE.
absl::Status CheckMayUpdate(const v1::Protocol& before, const v1::Protocol& after);
// Whether it may be deleted. FAILED_PRECONDITION: PROTOCOL_SIGNED.
absl::Status CheckMayDelete(const v1::Protocol& protocol);
// Whether it may be amended. FAILED_PRECONDITION: WRONG_STATE, ALREADY_SUPERSEDED.
absl::Status CheckMayBeAmended(const v1::Protocol& protocol);
// FAILED_PRECONDITION: ALREADY_SUPERSEDED, where `superseded_by` is not empty.
absl::Status CheckNotSuperseded(absl::string_view name, absl::string_view superseded_by);

// --- Who signs.

// FAILED_PRECONDITION: SIGNATURES_MISSING, where fewer than two sides have a signatory.
absl::Status CheckSides(const v1::Protocol& protocol);
// FAILED_PRECONDITION: SIGNATURES_MISSING, where a side that is to sign has no initials.
absl::Status CheckInitials(const v1::Protocol& protocol);

// What is known of somebody who is about to sign.
struct Signer {
  bool was_at_round = false;  // of minutes
  // Whether they are co-chair of the body for the side they sign for; nullopt: the negotiation has
  // no body.
  absl::optional<bool> is_co_chair;
};
// FAILED_PRECONDITION: SIGNATORY_NOT_PRESENT, POWERS_MISSING.
absl::Status CheckMaySign(const v1::Protocol& protocol, const v1::Protocol::Signatory& signatory,
                          const Signer& signer);
// FAILED_PRECONDITION: SIGNATORY_NOT_PRESENT, for somebody who is no signatory.
absl::Status NoSignatory(const v1::Protocol& protocol, absl::string_view person);
// FAILED_PRECONDITION: PROTOCOL_SIGNED.
absl::Status ProtocolSigned(const v1::Protocol& protocol);

// Gives the signatories of `after` the signatures that they have in `before`.
void KeepSignatures(const v1::Protocol& before, v1::Protocol& after);

}  // namespace plenary::protocols

#endif  // PLENARY_SERVICES_PROTOCOLS_RULES_H_
