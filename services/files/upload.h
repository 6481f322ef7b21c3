// One file on its way in.
#ifndef PLENARY_SERVICES_FILES_UPLOAD_H_
#define PLENARY_SERVICES_FILES_UPLOAD_H_

#include <cstdint>
#include <string>

#include "absl/types/optional.h"
#include "plenary/v1/files.pb.h"
#include "services/files/table.h"
#include "services/storage/store.h"

namespace plenary::files {

// Takes a file piece by piece and keeps at most one chunk and one piece of it in memory. The next
// call is made once the one before is answered: on the caller's stack, or on a thread of the store,
// where nothing may block. It outlives its answers.
class Upload {
 public:
  // `name` is new; `store` and `vault` outlive the upload.
  Upload(storage::Store& store, const vault::Vault& vault, int64_t limit_bytes, std::string name,
         std::string caller);

  // Takes the next piece; `done` asks for the one after it. The refusals of FileService.UploadFile,
  // and those of the store; after one there is only Abandon.
  void Take(const v1::UploadFileRequest& piece, storage::Done done);

  // There are no more pieces: makes the file, which is then in `file`. INVALID_ARGUMENT:
  // UPLOAD_INCOMPLETE; INVALID_FIELDS where nothing came at all.
  void Complete(v1::File& file, storage::Done done);

  // Removes what came, even after Complete.
  void Abandon(storage::Done done);

 private:
  absl::Status Add(const v1::UploadFileRequest& piece);

  storage::Store& store_;
  const vault::Vault& vault_;
  const int64_t limit_bytes_;
  const std::string name_;
  const std::string caller_;
  v1::UploadFileRequest::Header header_;
  absl::optional<FileWriter> writer_;  // once the header came
  bool has_rows_ = false;
};

}  // namespace plenary::files

#endif  // PLENARY_SERVICES_FILES_UPLOAD_H_
