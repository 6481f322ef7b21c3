#include "services/interchange/refusals.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::interchange {
namespace {

base::Metadata MetadataOf(const Place& place) {
  base::Metadata metadata;
  if (place.line > 0) metadata["line"] = absl::StrCat(place.line);
  if (place.column > 0) metadata["column"] = absl::StrCat(place.column);
  return metadata;
}

absl::Status RefuseEncoding(absl::string_view message, base::Metadata metadata) {
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_TABLE_ENCODING, message,
                      std::move(metadata));
}

}  // namespace

absl::Status Unreadable(absl::string_view message, const Place& place) {
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_TABLE_UNREADABLE,
                      message, MetadataOf(place));
}

absl::Status TooLarge(absl::string_view message, const Place& place) {
  return base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_TABLE_TOO_LARGE,
                      message, MetadataOf(place));
}

absl::Status Protected(absl::string_view message) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_TABLE_PROTECTED,
                      message);
}

absl::Status WrongEncoding(absl::string_view message) { return RefuseEncoding(message, {}); }

absl::Status WrongEncodingAt(absl::string_view message, int64_t byte_offset) {
  return RefuseEncoding(message, {{"byteOffset", absl::StrCat(byte_offset)}});
}

std::string ShownBeginning(absl::string_view text) {
  constexpr size_t kBytes = 80;
  if (text.size() <= kBytes) return std::string(text);
  size_t end = kBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return absl::StrCat(text.substr(0, end), "…");
}

std::string ColumnName(int64_t column) {
  std::string name;
  for (int64_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return name;
}

}  // namespace plenary::interchange
