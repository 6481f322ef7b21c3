// Imports as long work: first the file is read into batches of rows, then one batch after the other
// is carried out, each in a transaction that also keeps how far the import is.
#ifndef PLENARY_SERVICES_DELEGATIONS_IMPORT_WORK_H_
#define PLENARY_SERVICES_DELEGATIONS_IMPORT_WORK_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/any.pb.h"
#include "plenary/v1/imports.pb.h"
#include "services/delegations/attendances.h"
#include "services/delegations/import_batch.pb.h"
#include "services/delegations/import_cells_rules.h"
#include "services/delegations/import_outcome.h"
#include "services/delegations/import_reading.h"
#include "services/storage/change.h"
#include "services/storage/long_work.h"
#include "services/vault/vault.h"

namespace plenary::delegations {

// What both kinds of lists have in common. Safe from several threads.
class ImportWork : public storage::LongWork {
 public:
  // `vault` and `attendances` outlive it.
  ImportWork(const vault::Vault& vault, Attendances& attendances)
      : vault_(vault), attendances_(attendances) {}

  absl::Status Step(storage::Store& store, base::Random& random,
                    storage::WorkUnderWay& work) override;
  absl::Status Ended(storage::Tx& tx, absl::string_view operation) override;
  absl::Status Forget(storage::Tx& tx, absl::string_view operation) override;

 protected:
  // What a request asks for, whichever kind it is.
  struct Asked {
    std::string event;
    std::string file;
    std::string language;
    v1::TableOptions table;
    google::protobuf::RepeatedPtrField<v1::ImportColumn> columns;
    interchange::ListKind kind = interchange::ListKind::kParticipants;
    bool dry_run = false;
    bool repairs_lookalikes = false;
  };
  // Carries out rows in a transaction, those of `refused` excepted.
  using CarryOut = std::function<absl::StatusOr<ImportOutcome>(storage::Change& change,
                                                               const RefusedRows& refused)>;

  virtual Asked AskedBy(const google::protobuf::Any& request) const = 0;
  // Reads what rows say, outside of any transaction. All arguments outlive what it returns.
  virtual CarryOut Prepare(const google::protobuf::Any& request, const ListReading& reading,
                           const std::vector<interchange::TableRow>& rows,
                           const std::string& operation) const = 0;

  const vault::Vault& vault() const { return vault_; }
  Attendances& attendances() const { return attendances_; }

 private:
  // Rows that were read and are ready to be carried out in one transaction.
  struct Piece;

  absl::Status ReadFurther(storage::Store& store, storage::WorkUnderWay& work, const Asked& asked);
  absl::StatusOr<std::shared_ptr<OpenList>> OpenAnew(storage::Store& store, const Asked& asked);
  absl::Status CarryOutFurther(storage::Store& store, base::Random& random,
                               storage::WorkUnderWay& work, const Asked& asked);
  absl::StatusOr<std::shared_ptr<const Piece>> ReadPiece(storage::Store& store,
                                                         const google::protobuf::Any& request,
                                                         const std::string& operation,
                                                         const Asked& asked,
                                                         const ImportCursor& from, int most) const;
  // The piece at `from`, if it was read ahead.
  std::shared_ptr<const Piece> TakeReadAhead(const std::string& operation,
                                             const ImportCursor& from);
  // `counts` are those before. Calls `meanwhile` once, while the rows are being written.
  absl::Status CarryOutPiece(storage::Store& store, base::Random& random,
                             storage::WorkUnderWay& work, const Piece& piece,
                             const v1::ImportMetadata& counts,
                             absl::FunctionRef<void()> meanwhile) const;

  const vault::Vault& vault_;
  Attendances& attendances_;
  std::mutex mutex_;
  // Files that are being read, by operation. One that is not here is read from its beginning.
  std::map<std::string, std::shared_ptr<OpenList>> lists_;  // guarded by mutex_
  // What comes next, read while what came before was carried out. One that is not here is read
  // then.
  std::map<std::string, std::shared_ptr<const Piece>> read_ahead_;  // guarded by mutex_
};

// ImportParticipants.
class ParticipantImportWork : public ImportWork {
 public:
  using ImportWork::ImportWork;

 protected:
  Asked AskedBy(const google::protobuf::Any& request) const override;
  CarryOut Prepare(const google::protobuf::Any& request, const ListReading& reading,
                   const std::vector<interchange::TableRow>& rows,
                   const std::string& operation) const override;
};

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_IMPORT_WORK_H_
