// Pages of what is put in order in memory: every item has a place, and a page goes on behind the
// place of the last one.
#ifndef PLENARY_SERVICES_SCHEDULE_PAGES_H_
#define PLENARY_SERVICES_SCHEDULE_PAGES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"

namespace plenary::schedule {

// A time in microseconds since 1970, then a name.
using Place = std::pair<int64_t, std::string>;

// The place behind which the page of `token` begins; nullopt: the first page. INVALID_ARGUMENT:
// INVALID_PAGE_TOKEN where it is damaged, older than three days or was given for another `binding`.
absl::StatusOr<absl::optional<Place>> ReadPlace(absl::string_view token, absl::string_view binding,
                                                absl::Time now, const base::TokenSealer& sealer);
// The token of the page behind `last`.
std::string TokenBehind(const Place& last, absl::string_view binding, absl::Time now,
                        const base::TokenSealer& sealer);

// How many items a page has: 50 unless told, 1,000 at most.
size_t PageSizeOf(int32_t asked);

// What a token is bound to: who asks for what.
template <class Request>
std::string BindingOf(const storage::Call& call, Request request) {
  request.clear_page_token();
  request.clear_page_size();
  return absl::StrCat(call.caller.size(), " ", call.caller, " ", call.method, " ",
                      request.SerializeAsString());
}

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_PAGES_H_
