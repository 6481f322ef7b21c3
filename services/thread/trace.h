// A thread is followed through the database.
#ifndef PLENARY_SERVICES_THREAD_TRACE_H_
#define PLENARY_SERVICES_THREAD_TRACE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "services/base/access.h"
#include "services/control/circumstances.h"
#include "services/storage/store.h"
#include "services/thread/gap_rules.h"
#include "services/thread/graph_rules.h"
#include "services/thread/table.h"

namespace plenary::thread {

// What is read for a caller; nullptr: for the program itself. RESOURCE_EXHAUSTED:
// TRANSACTION_TOO_LARGE, where it holds roles on too many negotiations.
absl::StatusOr<Reader> ReaderFor(const base::Access* access);

// The day it is, and whose terms count.
Day DayOf(const control::Circumstances& circumstances, const Reader& reader, int signed_after_days);

// Follows the thread from `name` both ways, to at most `limit` nodes, with what the day tells of
// each. NOT_FOUND: RESOURCE_NOT_FOUND; FAILED_PRECONDITION: RESOURCE_DELETED.
absl::StatusOr<Graph> Trace(storage::Tx& tx, const base::Access* access, const Reader& reader,
                            const std::string& name, int64_t limit,
                            const control::Circumstances& circumstances, const Day& day);

// Lays a graph out as an answer.
absl::StatusOr<v1::Thread> LaidOut(storage::Tx& tx, const Graph& graph, const Day& day);

}  // namespace plenary::thread

#endif  // PLENARY_SERVICES_THREAD_TRACE_H_
