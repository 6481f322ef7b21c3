// Files on their way up and down.
#ifndef PLENARY_CLIENTS_CPP_PLENARY_TRANSFER_H_
#define PLENARY_CLIENTS_CPP_PLENARY_TRANSFER_H_

#include <cstdint>
#include <functional>
#include <istream>
#include <ostream>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/files.pb.h"

namespace plenary {

class Connection;

struct TransferOptions {
  // Called after each piece, by the thread that transfers, with the bytes that have gone so far and
  // all there are; 0 where that is not known. An upload that is begun anew counts from 0 again.
  std::function<void(int64_t done, int64_t total)> progress;
  // How long all of it may take; nullopt: as long as something moves every minute
  // (ClientOptions::watch_silence).
  absl::optional<absl::Duration> deadline;
};

// Client::UploadFile and Client::DownloadFile.
absl::StatusOr<v1::File> UploadFile(Connection& connection, std::istream& source,
                                    absl::string_view filename, const TransferOptions& options);
absl::StatusOr<v1::File> DownloadFile(Connection& connection, absl::string_view name,
                                      std::ostream& sink, const TransferOptions& options);

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_TRANSFER_H_
