// ReportService: reports on the work of a year. Each method does what its comment in
// plenary/v1/reports.proto promises; requests arrive checked (base::CheckFields) and run inside a
// transaction of the caller.
#ifndef PLENARY_SERVICES_REPORTS_SERVICE_H_
#define PLENARY_SERVICES_REPORTS_SERVICE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/reports.pb.h"
#include "services/documents/dates.h"
#include "services/reports/year.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::reports {

// Safe from several threads. What it is given outlives it, and is asked as any caller may: a report
// tells nobody more than its queries do.
class ReportService {
 public:
  explicit ReportService(const Sources& sources) : sources_(sources) {}

  absl::StatusOr<v1::Report> WriteReport(storage::Tx& tx, const storage::Call& call,
                                         const v1::WriteReportRequest& request) const;

  // The figures with one country, as the report of the last year that has one says them; without
  // sentences where there is none.
  absl::StatusOr<v1::ReportSection> FiguresWith(storage::Tx& tx, const storage::Call& call,
                                                absl::string_view country,
                                                documents::Language language) const;

 private:
  const Sources sources_;
};

}  // namespace plenary::reports

#endif  // PLENARY_SERVICES_REPORTS_SERVICE_H_
