// What an upload must keep to. Pure.
#ifndef PLENARY_SERVICES_FILES_RULES_H_
#define PLENARY_SERVICES_FILES_RULES_H_

#include <cstdint>

#include "absl/status/status.h"
#include "plenary/v1/files.pb.h"

namespace plenary::files {

// Whether a piece may come now: the header first and once, then bytes. `has_begun`: the header came
// before. INVALID_ARGUMENT: INVALID_FIELDS.
absl::Status CheckTurn(const v1::UploadFileRequest& piece, bool has_begun);

// Whether a file may come as it is announced. INVALID_ARGUMENT: INVALID_FIELDS.
// RESOURCE_EXHAUSTED: UPLOAD_TOO_LARGE.
absl::Status CheckHeader(const v1::UploadFileRequest::Header& header, int64_t limit_bytes);

// Whether `size` bytes may have come by now. RESOURCE_EXHAUSTED: UPLOAD_TOO_LARGE.
// INVALID_ARGUMENT: UPLOAD_INCOMPLETE, where there are more than announced.
absl::Status CheckSize(const v1::UploadFileRequest::Header& header, int64_t size,
                       int64_t limit_bytes);

// Whether the file that came is the one that was announced. INVALID_ARGUMENT: UPLOAD_INCOMPLETE.
absl::Status CheckWhole(const v1::UploadFileRequest::Header& header, const v1::File& file);

// Whether a download may begin after `offset` bytes. INVALID_ARGUMENT: INVALID_FIELDS.
absl::Status CheckOffset(const v1::File& file, int64_t offset);

}  // namespace plenary::files

#endif  // PLENARY_SERVICES_FILES_RULES_H_
