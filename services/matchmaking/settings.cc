// How matchmaking is done at an event.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/events/table.h"
#include "services/matchmaking/requests.h"
#include "services/matchmaking/service.h"
#include "services/storage/resource.h"

namespace plenary::matchmaking {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// Whether the categories that the rules name are there.
absl::Status CheckCategories(Tx& tx, const v1::MatchmakingSettings& settings) {
  for (int i = 0; i < settings.allowed_pairs_size(); ++i) {
    const auto& pair = settings.allowed_pairs(i);
    const std::string at = absl::StrCat("settings.allowed_pairs[", i, "]");
    for (const auto& [name, end] : {std::make_pair(pair.from().category(), ".from.category"),
                                    std::make_pair(pair.to().category(), ".to.category")}) {
      if (name.empty()) continue;
      PLENARY_ASSIGN_OR_RETURN(const auto category, events::FindCategory(tx, name));
      PLENARY_RETURN_IF_ERROR(storage::CheckReference(category, absl::StrCat(at, end), name));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::MatchmakingSettings> MatchmakingService::GetMatchmakingSettings(
    Tx& tx, const Call&, const v1::GetMatchmakingSettingsRequest& request) const {
  const absl::string_view event = base::EventOf(request.name());
  PLENARY_RETURN_IF_ERROR(storage::Existing(events::FindEvent(tx, event), event).status());
  PLENARY_ASSIGN_OR_RETURN(v1::MatchmakingSettings settings, FindSettings(tx, event));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), settings));
  return settings;
}

absl::StatusOr<v1::MatchmakingSettings> MatchmakingService::UpdateMatchmakingSettings(
    Change& change, const v1::UpdateMatchmakingSettingsRequest& request) const {
  const v1::MatchmakingSettings& asked = request.settings();
  const absl::string_view event = base::EventOf(asked.name());
  PLENARY_ASSIGN_OR_RETURN(const Occasion occasion, FindOccasion(change, event));
  const v1::MatchmakingSettings& before = occasion.settings;
  if (!asked.etag().empty() && asked.etag() != before.etag()) {
    return base::StaleEtag(asked.name(), before.etag());
  }
  v1::MatchmakingSettings after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(before.name());
  base::FieldErrors errors;
  CheckSettings(after, "settings", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_RETURN_IF_ERROR(CheckCategories(change.tx(), after));
  storage::StampUpdated(after, before, occasion.now);
  PLENARY_RETURN_IF_ERROR(WriteSettings(change.tx(), event, after));
  change.Record(after.name(), v1::Change::UPDATED, after);
  return after;
}

}  // namespace plenary::matchmaking
