// ImportSchedule as long work: the file is read as a whole, then items become sessions, some
// hundreds in one transaction, which also says how far it is. Whoever goes on after a server was
// killed reads the file again and begins behind the last items that are there.
#ifndef PLENARY_SERVICES_SCHEDULE_IMPORT_WORK_H_
#define PLENARY_SERVICES_SCHEDULE_IMPORT_WORK_H_

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "plenary/v1/schedule.pb.h"
#include "services/schedule/import_rules.h"
#include "services/storage/long_work.h"
#include "services/vault/vault.h"

namespace plenary::schedule {

// Safe from several threads.
class ScheduleImportWork : public storage::LongWork {
 public:
  // `vault` outlives it.
  explicit ScheduleImportWork(const vault::Vault& vault) : vault_(vault) {}

  absl::Status Step(storage::Store& store, base::Random& random,
                    storage::WorkUnderWay& work) override;
  absl::Status Ended(storage::Tx& tx, absl::string_view operation) override;
  absl::Status Forget(storage::Tx& tx, absl::string_view operation) override;

 private:
  absl::StatusOr<std::shared_ptr<const ImportedSchedule>> ScheduleOf(
      storage::Store& store, const storage::WorkUnderWay& work,
      const v1::ImportScheduleRequest& request);
  absl::Status Begin(storage::Store& store, storage::WorkUnderWay& work,
                     const ImportedSchedule& schedule) const;
  absl::Status CarryOut(storage::Store& store, base::Random& random, storage::WorkUnderWay& work,
                        const v1::ImportScheduleRequest& request,
                        const ImportedSchedule& schedule) const;

  const vault::Vault& vault_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const ImportedSchedule>> read_;  // guarded by mutex_
};

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_IMPORT_WORK_H_
