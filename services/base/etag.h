// Etags (AIP-154): the revision of what a client can set, and of state.
#ifndef PLENARY_SERVICES_BASE_ETAG_H_
#define PLENARY_SERVICES_BASE_ETAG_H_

#include <cstdint>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace plenary::base {

// The etag of a first revision.
inline std::string FirstEtag() { return "r1"; }

// The etag after `etag`.
inline std::string NextEtag(absl::string_view etag) {
  int64_t revision = 0;
  if (!etag.empty()) (void)absl::SimpleAtoi(etag.substr(1), &revision);
  return absl::StrCat("r", revision + 1);
}

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_ETAG_H_
