// Papers that are of no event: the report of a year, the brief for a round and the page of a
// counterpart, gathered for their caller.
#ifndef PLENARY_SERVICES_PRINTING_BRIEFS_H_
#define PLENARY_SERVICES_PRINTING_BRIEFS_H_

#include "absl/status/statusor.h"
#include "services/printing/document_rules.h"
#include "services/printing/sheet_rules.h"
#include "services/printing/sheets.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::printing {

// Each as ReportService, NegotiationService and ThreadService answer the caller, who may have the
// paper. It holds the positions that they are cleared for, and tells the highest classification of
// them.
absl::StatusOr<Sheet> GatherReport(storage::Tx& tx, const storage::Call& call,
                                   const Sources& sources, const Order& order);
// NOT_FOUND: RESOURCE_NOT_FOUND.
absl::StatusOr<Sheet> GatherBrief(storage::Tx& tx, const storage::Call& call,
                                  const Sources& sources, const Order& order);
// NOT_FOUND: RESOURCE_NOT_FOUND. FAILED_PRECONDITION: RESOURCE_DELETED.
absl::StatusOr<Sheet> GatherCounterpart(storage::Tx& tx, const storage::Call& call,
                                        const Sources& sources, const Order& order);

}  // namespace plenary::printing

#endif  // PLENARY_SERVICES_PRINTING_BRIEFS_H_
