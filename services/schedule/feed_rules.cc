#include "services/schedule/feed_rules.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/base/digest.h"

namespace plenary::schedule {
namespace {

constexpr absl::string_view kPrefix = "plf_";
}  // namespace

std::string MakeFeedSecret(absl::string_view id, absl::string_view random) {
  return absl::StrCat(kPrefix, id, "_", base::Base32(base::Sha256(random)));
}

std::string HashOfFeedSecret(absl::string_view secret) { return base::Sha256(secret); }

std::string EntityTagOf(absl::string_view calendar) {
  return absl::BytesToHexString(base::Sha256(calendar));
}

}  // namespace plenary::schedule
