// What a document would say now, gathered for its caller.
#ifndef PLENARY_SERVICES_PRINTING_SHEETS_H_
#define PLENARY_SERVICES_PRINTING_SHEETS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/documents.pb.h"
#include "services/control/service.h"
#include "services/negotiations/service.h"
#include "services/printing/document_rules.h"
#include "services/printing/sheet_rules.h"
#include "services/reports/service.h"
#include "services/schedule/service.h"
#include "services/storage/change.h"
#include "services/storage/store.h"
#include "services/thread/service.h"
#include "services/vault/vault.h"

namespace plenary::printing {

// The services that documents are gathered from, as their caller would ask them. They outlive it.
struct Sources {
  const schedule::ScheduleService& schedule;
  const negotiations::NegotiationService& negotiations;
  const control::ActionPlanService& plans;
  const reports::ReportService& reports;
  const thread::ThreadService& thread;
};

// Whether the caller may have such a document of what they see. PERMISSION_DENIED: ROLE_REQUIRED.
absl::Status CheckMayPrint(const storage::Call& call, const Order& order);

// The document as it would be printed now, but for "print.…". NOT_FOUND: RESOURCE_NOT_FOUND.
// FAILED_PRECONDITION: HEAD_MUST_ATTEND where nobody heads the delegation on the day of HEAD_DAY.
absl::StatusOr<Sheet> GatherSheet(storage::Tx& tx, const storage::Call& call,
                                  const Sources& sources, const Order& order);

// The template in use for an order, as DOCX.
absl::StatusOr<std::string> TemplateFor(storage::Tx& tx, const Order& order);

// --- What is kept of a print to compare with: sealed where the vault has keys.

struct KeptLines {
  std::vector<PrintedLine> lines;
  bool is_work_in_progress = false;
};
absl::StatusOr<vault::Sealed> SealLines(const vault::Vault& vault, absl::string_view print,
                                        const Sheet& sheet, bool is_work_in_progress);
// FAILED_PRECONDITION: PERSON_ERASED where it was destroyed. DATA_LOSS:
// PROTECTED_DATA_UNREADABLE, DATABASE_CORRUPT.
absl::StatusOr<KeptLines> OpenLines(const vault::Vault& vault, absl::string_view print,
                                    const vault::Sealed& content);
// The same content under the current key.
absl::StatusOr<vault::Sealed> SealAnew(const vault::Vault& vault, absl::string_view print,
                                       const vault::Sealed& content);

}  // namespace plenary::printing

#endif  // PLENARY_SERVICES_PRINTING_SHEETS_H_
