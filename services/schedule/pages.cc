#include "services/schedule/pages.h"

#include <algorithm>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"

namespace plenary::schedule {
namespace {

constexpr size_t kUsualPageSize = 50;
constexpr size_t kLargestPageSize = 1000;
constexpr absl::Duration kTokenLife = absl::Hours(72);

absl::Status BadPageToken(absl::string_view why) {
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_PAGE_TOKEN,
                      absl::StrCat("the page token ", why, "; start again without a token"));
}

}  // namespace

absl::StatusOr<absl::optional<Place>> ReadPlace(absl::string_view token, absl::string_view binding,
                                                absl::Time now, const base::TokenSealer& sealer) {
  if (token.empty()) return absl::optional<Place>();
  const absl::StatusOr<std::string> content = sealer.Open(token, binding);
  if (!content.ok()) return BadPageToken("is damaged or was given for another caller or query");
  const std::vector<std::string> parts = absl::StrSplit(*content, absl::MaxSplits(' ', 2));
  int64_t end_us = 0;
  Place place;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &end_us) ||
      !absl::SimpleAtoi(parts[1], &place.first)) {
    return BadPageToken("was given by another version of this server");
  }
  if (absl::FromUnixMicros(end_us) <= now) return BadPageToken("is older than three days");
  place.second = parts[2];
  return absl::make_optional(std::move(place));
}

std::string TokenBehind(const Place& last, absl::string_view binding, absl::Time now,
                        const base::TokenSealer& sealer) {
  return sealer.Seal(
      absl::StrCat(absl::ToUnixMicros(now + kTokenLife), " ", last.first, " ", last.second),
      binding);
}

size_t PageSizeOf(int32_t asked) {
  return asked <= 0 ? kUsualPageSize : std::min(static_cast<size_t>(asked), kLargestPageSize);
}

}  // namespace plenary::schedule
