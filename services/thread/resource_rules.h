// What the thread runs through: resources of other rooms, whichever type they are of, and what each
// of them says of its neighbours. Pure.
#ifndef PLENARY_SERVICES_THREAD_RESOURCE_RULES_H_
#define PLENARY_SERVICES_THREAD_RESOURCE_RULES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/variant.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/indicators.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/protocols.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "plenary/v1/thread.pb.h"
#include "plenary/v1/trips.pb.h"

namespace plenary::thread {

using Type = v1::ThreadNode::Type;
using EdgeKind = v1::ThreadEdge::Kind;

// In the order of Type.
using Resource =
    absl::variant<v1::Organization, v1::Negotiation, v1::Event, v1::Meeting, v1::Trip, v1::Round,
                  v1::Topic, v1::Position, v1::Protocol, v1::ProtocolItem, v1::ActionPlan,
                  v1::Commitment, v1::ActionItem, v1::Result, v1::Figure>;

inline Type TypeOf(const Resource& resource) { return static_cast<Type>(resource.index() + 1); }
const std::string& NameOf(const Resource& resource);
// TYPE_UNSPECIFIED where the thread runs through nothing of that name.
Type TypeOfName(absl::string_view name);
bool IsDeleted(const Resource& resource);
// The negotiation that it is, lies in or comes from; empty: none.
absl::string_view NegotiationOf(const Resource& resource);

// What a resource says itself of what it came of, and of what came of it.
struct Tie {
  std::string name;  // of the other one
  EdgeKind kind;
  bool is_before;  // whether the other one comes first
};
std::vector<Tie> TiesOf(const Resource& resource);

// How a table shows it, all but its depth and, of a figure, its titles. Days are those of the
// resource's own zone, else of `zone`. Says nothing of what only today tells of a commitment or a
// trip: is_overdue.
v1::ThreadNode Shown(const Resource& resource, absl::TimeZone zone);

// The day, in the round's own zone or else in `zone`, on which a round begins or is over. Empty
// where that is unknown.
std::string FirstDay(const v1::Round& round, absl::TimeZone zone);
std::string LastDay(const v1::Round& round, absl::TimeZone zone);

}  // namespace plenary::thread

#endif  // PLENARY_SERVICES_THREAD_RESOURCE_RULES_H_
