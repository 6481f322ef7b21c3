// A thread, followed from one of its nodes.
#include <algorithm>

#include "services/base/errors.h"
#include "services/thread/service.h"
#include "services/thread/trace.h"

namespace plenary::thread {
namespace {

constexpr int kDefaultNodes = 500;
constexpr int kMostNodes = 2000;
constexpr int kDefaultSignedAfterDays = 30;

}  // namespace

absl::StatusOr<v1::Thread> ThreadService::TraceThread(storage::Tx& tx, const storage::Call& call,
                                                      const v1::TraceThreadRequest& request) const {
  const int limit =
      request.node_limit() == 0 ? kDefaultNodes : std::min(request.node_limit(), kMostNodes);
  const int signed_after_days =
      request.signed_after_days() == 0 ? kDefaultSignedAfterDays : request.signed_after_days();
  PLENARY_ASSIGN_OR_RETURN(const Reader reader, ReaderFor(call.access));
  PLENARY_ASSIGN_OR_RETURN(const control::Circumstances circumstances,
                           control::FindCircumstances(tx, tx.now()));
  const Day day = DayOf(circumstances, reader, signed_after_days);
  PLENARY_ASSIGN_OR_RETURN(
      const Graph graph, Trace(tx, call.access, reader, request.name(), limit, circumstances, day));
  return LaidOut(tx, graph, day);
}

}  // namespace plenary::thread
