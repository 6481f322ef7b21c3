// Exports as long work: the list is read through once to learn which columns have something in
// them, then it is written page by page into a file.
#ifndef PLENARY_SERVICES_DELEGATIONS_EXPORT_WORK_H_
#define PLENARY_SERVICES_DELEGATIONS_EXPORT_WORK_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/any.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "services/delegations/export_rules.h"
#include "services/delegations/service.h"
#include "services/interchange/columns.h"
#include "services/storage/long_work.h"
#include "services/vault/vault.h"

namespace plenary::delegations {

// What both kinds of lists have in common. An export that was interrupted begins anew. Safe from
// several threads.
class ExportWork : public storage::LongWork {
 public:
  absl::Status Step(storage::Store& store, base::Random& random,
                    storage::WorkUnderWay& work) override;
  absl::Status Ended(storage::Tx& tx, absl::string_view operation) override;
  absl::Status Forget(storage::Tx&, absl::string_view) override { return absl::OkStatus(); }

 protected:
  // `service` and `vault` outlive it.
  ExportWork(const DelegationService& service, const vault::Vault& vault)
      : service_(service), vault_(vault) {}

  // What a request asks for, whichever kind it is.
  struct Asked {
    std::string event;
    std::string filename;  // without its ending
    std::string language;
    v1::TableFormat format = v1::CSV;
    char delimiter = ',';
    std::vector<v1::ImportField> fields;
    interchange::ListKind kind = interchange::ListKind::kParticipants;
  };
  // One page of the list.
  struct Page {
    std::vector<std::vector<ExportCell>> rows;
    std::string next_token;
  };

  virtual Asked AskedBy(const google::protobuf::Any& request) const = 0;
  virtual absl::StatusOr<Page> ReadPage(storage::Tx& tx, const storage::Call& call,
                                        const google::protobuf::Any& request,
                                        const std::string& token,
                                        const ListWriting& writing) const = 0;

  const DelegationService& service() const { return service_; }

 private:
  struct UnderWay;

  absl::StatusOr<std::shared_ptr<UnderWay>> Begin(storage::Store& store, base::Random& random,
                                                  const storage::WorkUnderWay& work,
                                                  const Asked& asked) const;
  absl::Status GoOn(storage::Store& store, storage::WorkUnderWay& work, UnderWay& under_way) const;
  absl::Status Write(storage::Store& store, storage::WorkUnderWay& work, UnderWay& under_way) const;

  const DelegationService& service_;
  const vault::Vault& vault_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<UnderWay>> under_way_;  // guarded by mutex_
};

// ExportParticipants.
class ParticipantExportWork : public ExportWork {
 public:
  ParticipantExportWork(const DelegationService& service, const vault::Vault& vault)
      : ExportWork(service, vault) {}

 protected:
  Asked AskedBy(const google::protobuf::Any& request) const override;
  absl::StatusOr<Page> ReadPage(storage::Tx& tx, const storage::Call& call,
                                const google::protobuf::Any& request, const std::string& token,
                                const ListWriting& writing) const override;
};

// ExportDelegations.
class DelegationExportWork : public ExportWork {
 public:
  DelegationExportWork(const DelegationService& service, const vault::Vault& vault)
      : ExportWork(service, vault) {}

 protected:
  Asked AskedBy(const google::protobuf::Any& request) const override;
  absl::StatusOr<Page> ReadPage(storage::Tx& tx, const storage::Call& call,
                                const google::protobuf::Any& request, const std::string& token,
                                const ListWriting& writing) const override;
};

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_EXPORT_WORK_H_
