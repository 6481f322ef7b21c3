// ExportSchedule as long work: what is asked for is read at one instant and written into a file.
#ifndef PLENARY_SERVICES_SCHEDULE_EXPORT_WORK_H_
#define PLENARY_SERVICES_SCHEDULE_EXPORT_WORK_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/schedule/service.h"
#include "services/storage/long_work.h"
#include "services/vault/vault.h"

namespace plenary::schedule {

// An export that was interrupted begins anew. Safe from several threads.
class ScheduleExportWork : public storage::LongWork {
 public:
  // `service` and `vault` outlive it.
  ScheduleExportWork(const ScheduleService& service, const vault::Vault& vault)
      : service_(service), vault_(vault) {}

  absl::Status Step(storage::Store& store, base::Random& random,
                    storage::WorkUnderWay& work) override;
  absl::Status Ended(storage::Tx&, absl::string_view) override { return absl::OkStatus(); }
  absl::Status Forget(storage::Tx&, absl::string_view) override { return absl::OkStatus(); }

 private:
  const ScheduleService& service_;
  const vault::Vault& vault_;
};

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_EXPORT_WORK_H_
