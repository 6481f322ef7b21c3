#include "services/gateway/route_rules.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/gateway/http_rules.h"

namespace plenary::gateway {
namespace {

constexpr std::pair<absl::string_view, Place> kPlaces[] = {
    {"/session", Place::kSession},
    {"/session/link", Place::kSessionLink},
    {"/session/options", Place::kSessionOptions},
    {"/session/oidc/start", Place::kOidcStart},
    {"/session/oidc/callback", Place::kOidcCallback},
    {"/files", Place::kUpload},
    {"/metrics", Place::kMetrics},
    {"/healthz", Place::kHealth},
    {"/readyz", Place::kReadiness},
};

// "plenary.v1.EventService" and such, which no page of the application is called.
bool IsService(absl::string_view segment) {
  return absl::StrContains(segment, '.') && segment.back() != '.' &&
         std::all_of(segment.begin(), segment.end(),
                     [](char c) {
                       return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' ||
                              c == '.';
                     }) &&
         absl::ascii_isupper(static_cast<unsigned char>(segment[segment.rfind('.') + 1]));
}

// The path without escapes and repeated slashes; nullopt where something in it is not a name.
absl::optional<std::string> Normal(absl::string_view path) {
  const absl::optional<std::string> plain = Unescape(path, /*plus_is_space=*/false);
  if (!plain.has_value() || !absl::StartsWith(*plain, "/")) return absl::nullopt;
  std::string normal;
  for (const absl::string_view segment : absl::StrSplit(*plain, '/', absl::SkipEmpty())) {
    const bool is_clean = std::all_of(segment.begin(), segment.end(), [](char c) {
      return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f && c != '\\';
    });
    // Neither upwards, nor what is hidden (.git, .env).
    if (!is_clean || segment.front() == '.') return absl::nullopt;
    absl::StrAppend(&normal, "/", segment);
  }
  return normal.empty() ? "/" : normal;
}

}  // namespace

absl::optional<Route> RouteOf(absl::string_view target) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(target, absl::MaxSplits('?', 1));
  absl::optional<std::string> normal = Normal(parts.first);
  if (!normal.has_value()) return absl::nullopt;
  Route route{Place::kApplication, *std::move(normal), std::string(parts.second)};
  for (const auto& [path, place] : kPlaces) {
    if (route.subject != path) continue;
    route.place = place;
    return route;
  }
  const std::vector<absl::string_view> segments =
      absl::StrSplit(absl::string_view(route.subject).substr(1), '/');
  if (segments.size() != 2) return route;
  std::string secret(segments[1]);
  if (IsService(segments[0])) {
    route.place = Place::kMethod;
    route.subject.erase(0, 1);
  } else if (segments[0] == "files") {
    route.place = Place::kDownload;
    route.subject.erase(0, 1);
  } else if (segments[0] == "calendars" && absl::EndsWith(secret, ".ics")) {
    route.place = Place::kCalendar;
    route.subject = secret.substr(0, secret.size() - 4);
  }
  return route;
}

}  // namespace plenary::gateway
