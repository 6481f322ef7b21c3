#include "services/files/rules.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::files {
namespace {

constexpr size_t kDigestBytes = 32;

absl::Status TooLarge(int64_t size, int64_t limit_bytes) {
  return base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_UPLOAD_TOO_LARGE,
                      absl::StrCat("the file has ", size, " bytes or more and at most ",
                                   limit_bytes, " are taken; split it, or ask the operator"),
                      {{"limitBytes", absl::StrCat(limit_bytes)}});
}

absl::Status OtherSize(int64_t announced, int64_t size) {
  return base::Refuse(
      absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_UPLOAD_INCOMPLETE,
      absl::StrCat("the upload announced ", announced, " bytes and brought ", size,
                   "; send it again"),
      {{"announcedBytes", absl::StrCat(announced)}, {"sizeBytes", absl::StrCat(size)}});
}

}  // namespace

absl::Status CheckTurn(const v1::UploadFileRequest& piece, bool has_begun) {
  switch (piece.piece_case()) {
    case v1::UploadFileRequest::kHeader:
      if (!has_begun) return absl::OkStatus();
      return base::BadField("header", "comes once, in the first message");
    case v1::UploadFileRequest::kChunk:
      if (has_begun) return absl::OkStatus();
      return base::BadField("chunk", "comes after the header, which is the first message");
    case v1::UploadFileRequest::PIECE_NOT_SET:
      break;
  }
  return base::BadField(has_begun ? "chunk" : "header", "is missing: the message holds nothing");
}

absl::Status CheckHeader(const v1::UploadFileRequest::Header& header, int64_t limit_bytes) {
  if (!header.sha256().empty() && header.sha256().size() != kDigestBytes) {
    return base::BadField("header.sha256", "is not the 32 bytes of a SHA-256");
  }
  return header.size_bytes() > limit_bytes ? TooLarge(header.size_bytes(), limit_bytes)
                                           : absl::OkStatus();
}

absl::Status CheckSize(const v1::UploadFileRequest::Header& header, int64_t size,
                       int64_t limit_bytes) {
  if (size > limit_bytes) return TooLarge(size, limit_bytes);
  if (header.size_bytes() > 0 && size > header.size_bytes()) {
    return OtherSize(header.size_bytes(), size);
  }
  return absl::OkStatus();
}

absl::Status CheckWhole(const v1::UploadFileRequest::Header& header, const v1::File& file) {
  if (header.size_bytes() > 0 && file.size_bytes() != header.size_bytes()) {
    return OtherSize(header.size_bytes(), file.size_bytes());
  }
  if (header.sha256().empty() || header.sha256() == file.sha256()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_UPLOAD_INCOMPLETE,
      "the bytes that came are not those whose SHA-256 was announced; send the file again",
      {{"announcedSha256", absl::BytesToHexString(header.sha256())},
       {"sha256", absl::BytesToHexString(file.sha256())}});
}

absl::Status CheckOffset(const v1::File& file, int64_t offset) {
  if (offset <= file.size_bytes()) return absl::OkStatus();
  return base::BadField("offset", absl::StrCat("lies beyond the end of the file, which has ",
                                               file.size_bytes(), " bytes"));
}

}  // namespace plenary::files
