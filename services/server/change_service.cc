#include "services/server/change_service.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/server/visible_changes.h"
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

// An event or a negotiation is there once its chain has begun; the others always are.
absl::Status CheckParent(storage::Tx& tx, const std::string& parent) {
  if (base::EventOf(parent).empty() && base::NegotiationOf(parent).empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, parent));
  return head.number == 0 ? base::NotFound(parent) : absl::OkStatus();
}

// Whether a caller reads a negotiation without being cleared for all of it.
bool ReadsPart(const storage::Call& call, absl::string_view parent) {
  return call.access != nullptr && !base::NegotiationOf(parent).empty() &&
         !SeesWholePartition(*call.access, parent);
}

// The first `size` entries of a partition above `after` that the caller sees.
absl::StatusOr<std::vector<storage::ChangeEntry>> ReadSeen(storage::Tx& tx,
                                                           const storage::Call& call,
                                                           const std::string& parent, int64_t after,
                                                           int size) {
  if (!ReadsPart(call, parent)) return storage::ReadChanges(tx, parent, after, size);
  std::vector<storage::ChangeEntry> seen;
  for (;;) {
    PLENARY_ASSIGN_OR_RETURN(std::vector<storage::ChangeEntry> entries,
                             storage::ReadChanges(tx, parent, after, size));
    PLENARY_ASSIGN_OR_RETURN(const std::vector<bool> visible,
                             VisibleChanges(tx, *call.access, call.caller, entries));
    for (size_t i = 0; i < entries.size() && static_cast<int>(seen.size()) < size; ++i) {
      if (visible[i]) seen.push_back(entries[i]);
    }
    const bool is_last = static_cast<int>(entries.size()) < size;
    if (is_last || static_cast<int>(seen.size()) == size) return seen;
    after = entries.back().number;
  }
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
                           ReadSeen(tx, call, request.parent(), after, size + 1));
  v1::ListChangesResponse response;
  for (const storage::ChangeEntry& entry : entries) {
    if (response.changes_size() == size) break;
    v1::Change& change = *response.add_changes() = ToChange(entry);
    if (ReadsPart(call, request.parent())) HideFromNarrow(*call.access, call.caller, change);
  }
  if (static_cast<int>(entries.size()) > size) {
    const int64_t last = entries[static_cast<size_t>(size) - 1].number;
    // Every token is as long as any other: its length must not tell how much was passed over.
    response.set_next_page_token(sealer_.Seal(
        absl::StrCat(absl::Dec(last, absl::kZeroPad20), " ", absl::ToUnixMicros(tx.now())),
        Purpose(call, request)));
  }
  return response;
}

}  // namespace plenary::server
