#include "services/files/upload.h"

#include <utility>

#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/files/rules.h"

namespace plenary::files {

Upload::Upload(storage::Store& store, const vault::Vault& vault, int64_t limit_bytes,
               std::string name, std::string caller)
    : store_(store),
      vault_(vault),
      limit_bytes_(limit_bytes),
      name_(std::move(name)),
      caller_(std::move(caller)) {}

absl::Status Upload::Add(const v1::UploadFileRequest& piece) {
  PLENARY_RETURN_IF_ERROR(CheckTurn(piece, writer_.has_value()));
  base::FieldErrors errors;
  base::CheckFields(piece, errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  if (piece.has_header()) {
    PLENARY_RETURN_IF_ERROR(CheckHeader(piece.header(), limit_bytes_));
    // A list brings what must not lie in the clear.
    PLENARY_RETURN_IF_ERROR(vault_.CheckKeys());
    header_ = piece.header();
    writer_.emplace(vault_, name_, header_.filename(), caller_);
    return absl::OkStatus();
  }
  const int64_t size = writer_->size() + static_cast<int64_t>(piece.chunk().size());
  PLENARY_RETURN_IF_ERROR(CheckSize(header_, size, limit_bytes_));
  writer_->Add(piece.chunk());
  return absl::OkStatus();
}

void Upload::Take(const v1::UploadFileRequest& piece, storage::Done done) {
  absl::Status status = Add(piece);
  if (!status.ok() || !writer_->HasWholeChunk()) return done(std::move(status));
  has_rows_ = true;
  store_.Write(
      {std::string(kFilesKey)}, [this](storage::Tx& tx) { return writer_->Flush(tx); },
      std::move(done));
}

void Upload::Complete(v1::File& file, storage::Done done) {
  if (!writer_) return done(base::BadField("header", "is missing: the stream held nothing"));
  has_rows_ = true;
  store_.Write(
      {std::string(kFilesKey)},
      [this, &file](storage::Tx& tx) {
        PLENARY_ASSIGN_OR_RETURN(file, writer_->Complete(tx));
        return CheckWhole(header_, file);
      },
      std::move(done));
}

void Upload::Abandon(storage::Done done) {
  if (!has_rows_) return done(absl::OkStatus());
  store_.Write(
      {std::string(kFilesKey)}, [name = name_](storage::Tx& tx) { return RemoveFile(tx, name); },
      std::move(done));
}

}  // namespace plenary::files
