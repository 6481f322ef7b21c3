// The rules of negotiations: what their resources must be like, where a state leads, and who may
// read or write what is classified. Pure.
#ifndef PLENARY_SERVICES_NEGOTIATIONS_RULES_H_
#define PLENARY_SERVICES_NEGOTIATIONS_RULES_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/negotiations.pb.h"
#include "services/base/access.h"
#include "services/base/errors.h"

namespace plenary::negotiations {

// --- What a resource must be like. Each adds what is wrong beyond what fields declare; `field` is
// its path in the request: "round". What lies in a negotiation has its name already.

void CheckBody(const v1::Body& body, absl::string_view field, base::FieldErrors& errors);
void CheckNegotiation(const v1::Negotiation& negotiation, absl::string_view field,
                      base::FieldErrors& errors);
void CheckRound(const v1::Round& round, absl::string_view field, base::FieldErrors& errors);
void CheckTopic(const v1::Topic& topic, absl::string_view field, base::FieldErrors& errors);
void CheckPosition(const v1::Position& position, absl::string_view field,
                   base::FieldErrors& errors);
void CheckContact(const v1::Contact& contact, absl::string_view field, base::FieldErrors& errors);

// Whether a text is a day as ISO 8601 writes it, "2023-08-24", or a time of day, "14:30".
bool IsDate(absl::string_view text);
bool IsTimeOfDay(absl::string_view text);

// --- Where states lead.

enum class NegotiationVerb { kSuspend, kResume, kClose, kReopen };
enum class TopicVerb { kAgree, kDrop, kReopen };
// nullopt: nowhere.
absl::optional<v1::Negotiation::State> StateAfter(v1::Negotiation::State state,
                                                  NegotiationVerb verb);
absl::optional<v1::Topic::State> StateAfter(v1::Topic::State state, TopicVerb verb);
// FAILED_PRECONDITION: WRONG_STATE.
absl::Status WrongState(absl::string_view resource, absl::string_view state);
// FAILED_PRECONDITION: WRONG_STATE, where a negotiation is CLOSED and nothing in it changes.
absl::Status CheckNotClosed(const v1::Negotiation& negotiation);

// --- Who may read and write.

// Whether a caller, or the program itself (nullptr), reads standing bodies: whoever holds a role on
// the installation or on a negotiation.
bool SeesBodies(const base::Access* access);
// PERMISSION_DENIED: CLEARANCE_REQUIRED, where the caller is not cleared for what it writes.
absl::Status CheckMayClassify(const base::Access* access, v1::Classification classification);
// Up to which classification a caller reads; the program itself reads all.
v1::Classification ClearanceOf(const base::Access* access);

}  // namespace plenary::negotiations

#endif  // PLENARY_SERVICES_NEGOTIATIONS_RULES_H_
