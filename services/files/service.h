// FileService: files on their way in and out. Each method does what its comment in
// plenary/v1/files.proto promises; requests arrive checked (base::CheckFields) and run inside a
// transaction of the caller. What comes in as a stream is taken by an Upload.
#ifndef PLENARY_SERVICES_FILES_SERVICE_H_
#define PLENARY_SERVICES_FILES_SERVICE_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "plenary/v1/files.pb.h"
#include "services/storage/change.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::files {

// A piece of a download.
struct Piece {
  v1::DownloadFileResponse response;
  int64_t end = 0;  // where the next piece begins
  bool is_last = false;
};

// Safe from several threads. `vault` outlives it.
class FileService {
 public:
  explicit FileService(const vault::Vault& vault) : vault_(vault) {}

  absl::StatusOr<v1::File> GetFile(storage::Tx& tx, const storage::Call& call,
                                   const v1::GetFileRequest& request) const;
  absl::StatusOr<v1::File> DeleteFile(storage::Change& change,
                                      const v1::DeleteFileRequest& request) const;
  // The piece of DownloadFile's answer that begins at `offset` and ends with a chunk; empty at the
  // end of the file.
  absl::StatusOr<Piece> ReadPiece(storage::Tx& tx, const v1::DownloadFileRequest& request,
                                  int64_t offset) const;

 private:
  const vault::Vault& vault_;
};

}  // namespace plenary::files

#endif  // PLENARY_SERVICES_FILES_SERVICE_H_
