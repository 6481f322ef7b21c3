#include "services/server/change_service.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"
#include "services/server/watch.h"
#include "services/storage/change_log.h"

namespace plenary::server {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kMostInPage = 1000;
constexpr absl::Duration kTokenLifetime = absl::Hours(72);

absl::Status BadPageToken() {
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_PAGE_TOKEN,
                      "the page token is damaged, older than three days, or was given for another "
                      "list; start again without one");
}

std::string Purpose(const storage::Call& call, const v1::ListChangesRequest& request) {
  return absl::StrCat("ListChanges\n", call.caller, "\n", request.parent());
}

// After which number the page begins.
absl::StatusOr<int64_t> PlaceOf(const base::TokenSealer& sealer, const storage::Call& call,
                                const v1::ListChangesRequest& request, absl::Time now) {
  if (request.page_token().empty()) return 0;
  const absl::StatusOr<std::string> content =
      sealer.Open(request.page_token(), Purpose(call, request));
  if (!content.ok()) return BadPageToken();
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(*content, absl::MaxSplits(' ', 1));
  int64_t number = 0;
  int64_t made_us = 0;
  if (!absl::SimpleAtoi(parts.first, &number) || !absl::SimpleAtoi(parts.second, &made_us) ||
      now - absl::FromUnixMicros(made_us) > kTokenLifetime) {
    return BadPageToken();
  }
  return number;
}

// An event is there once its chain has begun; the directory always is.
absl::Status CheckParent(storage::Tx& tx, const std::string& parent) {
  if (parent == storage::kDirectoryPartition) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, parent));
  return head.number == 0 ? base::NotFound(parent) : absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ListChangesResponse> ChangeService::ListChanges(
    storage::Tx& tx, const storage::Call& call, const v1::ListChangesRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const int64_t after, PlaceOf(sealer_, call, request, tx.now()));
  PLENARY_RETURN_IF_ERROR(CheckParent(tx, request.parent()));
  const int size =
      request.page_size() == 0 ? kDefaultPage : std::min(request.page_size(), kMostInPage);
  // The one beyond the page only says that there is a next one.
  PLENARY_ASSIGN_OR_RETURN(const std::vector<storage::ChangeEntry> entries,
                           storage::ReadChanges(tx, request.parent(), after, size + 1));
  v1::ListChangesResponse response;
  for (const storage::ChangeEntry& entry : entries) {
    if (response.changes_size() == size) break;
    *response.add_changes() = ToChange(entry);
  }
  if (static_cast<int>(entries.size()) > size) {
    response.set_next_page_token(sealer_.Seal(
        absl::StrCat(response.changes(size - 1).number(), " ", absl::ToUnixMicros(tx.now())),
        Purpose(call, request)));
  }
  return response;
}

}  // namespace plenary::server
