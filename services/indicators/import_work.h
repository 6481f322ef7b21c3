// ImportFigures as long work: the file is read as a whole, then figures are added, some hundreds in
// one transaction, which also says how far it is. Whoever goes on after a server was killed reads
// the file again and begins behind the last figures that were looked at.
#ifndef PLENARY_SERVICES_INDICATORS_IMPORT_WORK_H_
#define PLENARY_SERVICES_INDICATORS_IMPORT_WORK_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "plenary/v1/indicators.pb.h"
#include "services/indicators/import_rules.h"
#include "services/storage/long_work.h"
#include "services/vault/vault.h"

namespace plenary::indicators {

// Safe from several threads.
class FigureImportWork : public storage::LongWork {
 public:
  // `vault` outlives it.
  explicit FigureImportWork(const vault::Vault& vault) : vault_(vault) {}

  absl::Status Step(storage::Store& store, base::Random& random,
                    storage::WorkUnderWay& work) override;
  absl::Status Ended(storage::Tx& tx, absl::string_view operation) override;
  absl::Status Forget(storage::Tx& tx, absl::string_view operation) override;

 private:
  absl::StatusOr<std::shared_ptr<const ImportedTable>> TableOf(
      storage::Store& store, const storage::WorkUnderWay& work,
      const v1::ImportFiguresRequest& request);
  absl::Status Begin(storage::Store& store, storage::WorkUnderWay& work,
                     const ImportedTable& table) const;
  absl::Status CarryOut(storage::Store& store, base::Random& random, storage::WorkUnderWay& work,
                        const v1::ImportFiguresRequest& request, const ImportedTable& table) const;

  const vault::Vault& vault_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const ImportedTable>> read_;  // guarded by mutex_
};

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_IMPORT_WORK_H_
