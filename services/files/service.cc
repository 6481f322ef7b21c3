#include "services/files/service.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/files/rules.h"
#include "services/files/table.h"
#include "services/storage/resource.h"

namespace plenary::files {

absl::StatusOr<v1::File> FileService::GetFile(storage::Tx& tx, const storage::Call&,
                                              const v1::GetFileRequest& request) const {
  return storage::Existing(FindFile(tx, request.name()), request.name());
}

absl::StatusOr<v1::File> FileService::DeleteFile(storage::Change& change,
                                                 const v1::DeleteFileRequest& request) const {
  const std::string& name = request.name();
  PLENARY_RETURN_IF_ERROR(change.tx().Require(kFilesKey));
  PLENARY_ASSIGN_OR_RETURN(v1::File file, storage::Existing(FindFile(change.tx(), name), name));
  PLENARY_ASSIGN_OR_RETURN(const std::string holder, HolderOf(change.tx(), name));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(name, holder));
  PLENARY_RETURN_IF_ERROR(RemoveFile(change.tx(), name));
  return file;
}

absl::StatusOr<Piece> FileService::ReadPiece(storage::Tx& tx,
                                             const v1::DownloadFileRequest& request,
                                             int64_t offset) const {
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(const v1::File file, storage::Existing(FindFile(tx, name), name));
  PLENARY_RETURN_IF_ERROR(CheckOffset(file, offset));
  Piece piece;
  PLENARY_ASSIGN_OR_RETURN(
      *piece.response.mutable_chunk(),
      ReadFilePart(tx, vault_, name, offset, kChunkBytes - offset % kChunkBytes));
  piece.end = offset + static_cast<int64_t>(piece.response.chunk().size());
  piece.is_last = piece.end == file.size_bytes();
  if (piece.is_last || !piece.response.chunk().empty()) return piece;
  return base::Refuse(absl::StatusCode::kDataLoss, v1::ERROR_REASON_DATABASE_CORRUPT,
                      absl::StrCat(name, " lacks some of its bytes; delete it and send it again"));
}

}  // namespace plenary::files
