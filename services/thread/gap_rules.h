// Where a thread breaks off. Pure.
#ifndef PLENARY_SERVICES_THREAD_GAP_RULES_H_
#define PLENARY_SERVICES_THREAD_GAP_RULES_H_

#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "plenary/v1/thread.pb.h"
#include "services/control/day_rules.h"
#include "services/thread/graph_rules.h"

namespace plenary::thread {

// The day it is, and what follows from it.
struct Day {
  absl::CivilDay today;
  control::Calendar calendar{v1::ControlSettings()};
  absl::CivilDay last_overdue;  // what was due until then is overdue
  int silent_after_days = 0;
  int signed_after_days = 0;
  absl::TimeZone zone;
  bool sees_results = false;  // whether the reader may see any
};

// Whether the day by which a commitment or the report of a trip was due is over, and it is not
// there.
bool IsOverdue(const v1::Commitment& commitment, const Day& day);
bool IsOverdue(const v1::Trip& trip, const Day& day);
// Whether evidence is expected of an item by now.
bool NeedsEvidence(const v1::ActionItem& item);

// The gaps at what was followed, in the order of the nodes.
std::vector<v1::ThreadGap> GapsOf(const Graph& graph, const std::vector<v1::ThreadNode>& nodes,
                                  const Neighbours& neighbours, const Day& day);

}  // namespace plenary::thread

#endif  // PLENARY_SERVICES_THREAD_GAP_RULES_H_
