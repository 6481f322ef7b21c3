// RenderDocument as long work: the document is gathered and filled, converted where a PDF is asked
// for, and written into a file; of what is of an event together with what is noted of the print.
#ifndef PLENARY_SERVICES_PRINTING_RENDER_WORK_H_
#define PLENARY_SERVICES_PRINTING_RENDER_WORK_H_

#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/files.pb.h"
#include "services/pdf/pdf.h"
#include "services/printing/sheets.h"
#include "services/storage/long_work.h"
#include "services/vault/vault.h"

namespace plenary::printing {

// A document that was interrupted begins anew, under another id. Safe from several threads.
class RenderWork : public storage::LongWork {
 public:
  // What it is given outlives it.
  RenderWork(const Sources& sources, const vault::Vault& vault, pdf::PdfMaker& pdf)
      : sources_(sources), vault_(vault), pdf_(pdf) {}
  // Waits for conversions that nobody waits for any more; PdfMaker::Stop ends them at once.
  ~RenderWork() override = default;

  absl::Status Step(storage::Store& store, base::Random& random,
                    storage::WorkUnderWay& work) override;
  absl::Status Ended(storage::Tx& tx, absl::string_view operation) override;
  absl::Status Forget(storage::Tx&, absl::string_view) override { return absl::OkStatus(); }

 private:
  struct UnderWay;
  using Conversion = std::future<absl::StatusOr<std::string>>;

  absl::StatusOr<std::shared_ptr<UnderWay>> Begin(storage::Store& store, base::Random& random,
                                                  const storage::WorkUnderWay& work) const;
  absl::StatusOr<bool> Convert(UnderWay& under_way);
  absl::StatusOr<v1::File> WriteFile(storage::Tx& tx, const std::string& id,
                                     const storage::WorkUnderWay& work,
                                     const UnderWay& under_way) const;
  absl::Status Write(storage::Store& store, storage::WorkUnderWay& work, UnderWay& under_way) const;
  std::shared_ptr<UnderWay> TakeUp(const std::string& operation);
  void PutDown(const std::string& operation, std::shared_ptr<UnderWay> under_way);

  const Sources sources_;
  const vault::Vault& vault_;
  pdf::PdfMaker& pdf_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<UnderWay>> under_way_;  // guarded by mutex_
  std::vector<Conversion> given_up_;                            // guarded by mutex_
};

}  // namespace plenary::printing

#endif  // PLENARY_SERVICES_PRINTING_RENDER_WORK_H_
