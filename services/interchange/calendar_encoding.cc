#include "services/interchange/calendar_encoding.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/interchange/byte_source.h"
#include "services/interchange/calendar_remarks.h"
#include "services/interchange/text_encoding.h"

namespace plenary::interchange {
namespace {

constexpr char kUtf8Mark[] = "\xEF\xBB\xBF";

// Bytes that somebody else keeps.
class ViewSource : public ByteSource {
 public:
  explicit ViewSource(absl::string_view bytes) : bytes_(bytes) {}

  absl::StatusOr<std::string> Read(int64_t offset, int64_t size) override {
    if (offset >= this->size()) return std::string();
    return std::string(bytes_.substr(static_cast<size_t>(offset), static_cast<size_t>(size)));
  }
  int64_t size() const override { return static_cast<int64_t>(bytes_.size()); }

 private:
  absl::string_view bytes_;
};

bool HasUtf16Mark(absl::string_view bytes) {
  return absl::StartsWith(bytes, "\xFF\xFE") || absl::StartsWith(bytes, "\xFE\xFF");
}

// Whether letters have a byte each, so that a zero byte among them is dirt and no half of one.
bool IsOfBytes(absl::string_view bytes) {
  constexpr size_t kHead = 64 << 10;
  return absl::StrContains(bytes.substr(0, kHead), "BEGIN:V");
}

absl::Status RefuseUtf16(absl::string_view bytes) {
  const int64_t lines = std::count(bytes.begin(), bytes.end(), '\n');
  return CalendarUnreadable("the text is marked as UTF-16 and isn't; save it as UTF-8", lines + 1);
}

}  // namespace

absl::StatusOr<absl::string_view> DecodeCalendar(absl::string_view bytes, std::string& decoded) {
  ViewSource source(bytes);
  const auto encoding = RecogniseEncoding(source, "");
  if (!encoding.ok() && HasUtf16Mark(bytes)) return RefuseUtf16(bytes);
  if (absl::StartsWith(bytes, kUtf8Mark)) bytes.remove_prefix(sizeof(kUtf8Mark) - 1);
  const bool is_other = encoding.ok() && encoding->name != "UTF-8";
  const bool is_utf16 = is_other && absl::StartsWith(encoding->name, "UTF-16");
  if (!is_other || (is_utf16 && !HasUtf16Mark(bytes) && IsOfBytes(bytes))) return bytes;
  TextStream stream(source, *encoding);
  for (;;) {
    PLENARY_ASSIGN_OR_RETURN(const std::string piece, stream.Next());
    if (piece.empty()) return absl::string_view(decoded);
    decoded += piece;
  }
}

}  // namespace plenary::interchange
