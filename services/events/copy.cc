// CopyEvent: an event held again, with its categories and custom fields.
#include <string>
#include <utility>
#include <vector>

#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/texts.h"
#include "services/directory/table.h"
#include "services/events/copy_rules.h"
#include "services/events/rules.h"
#include "services/events/service.h"
#include "services/events/table.h"
#include "services/storage/resource.h"

namespace plenary::events {
namespace {

using storage::Change;
using storage::Tx;

// What is wrong with a copy that only the request can have brought about.
absl::Status CheckCopy(const v1::CopyEventRequest& request, const v1::Event& copy) {
  base::FieldErrors errors;
  base::CheckOneTextPerLanguage(request.display_names(), "display_names", errors);
  base::FieldErrors interval;
  CheckInterval(copy.interval(), "interval", interval);
  if (!interval.empty()) {
    errors.Add("start_time", "must come before the time of day at which the event ends");
  }
  return errors.ToStatus();
}

// A host that is not there any more is left out: the draft gets another.
absl::Status LeaveOutDeletedHost(Tx& tx, v1::Event& copy) {
  if (copy.host().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto host, directory::FindOrganization(tx, copy.host()));
  if (!host.has_value() || host->has_delete_time()) copy.clear_host();
  return absl::OkStatus();
}

absl::StatusOr<v1::Category> AddCopy(Change& change, const v1::Category& source,
                                     absl::string_view event, absl::Time now) {
  v1::Category copy = CopyOf(source, event);
  storage::StampCreated(copy, std::string(copy.name()), now);
  PLENARY_RETURN_IF_ERROR(InsertCategory(change.tx(), copy));
  change.Record(copy.name(), v1::Change::CREATED, copy);
  return copy;
}

}  // namespace

absl::StatusOr<v1::CopyEventResponse> EventService::CopyEvent(
    Change& change, const v1::CopyEventRequest& request) const {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Event source,
      storage::Living(FindEvent(tx, request.source_event()), request.source_event()));
  PLENARY_ASSIGN_OR_RETURN(const auto categories, ListAllCategories(tx, source.name()));
  const std::string id = request.event_id().empty() ? change.NewId() : request.event_id();
  const std::string name = base::MakeName(kEventPattern, {id});
  const absl::Time start = absl::FromUnixMicros(storage::ToMicros(request.start_time()));
  v1::Event event = CopyOf(source, categories, name, start);
  if (!request.display_names().empty()) *event.mutable_display_names() = request.display_names();
  PLENARY_RETURN_IF_ERROR(CheckCopy(request, event));
  PLENARY_RETURN_IF_ERROR(LeaveOutDeletedHost(tx, event));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  storage::StampCreated(event, name, now);
  PLENARY_RETURN_IF_ERROR(InsertEvent(tx, event));
  change.Record(name, v1::Change::CREATED, event);
  v1::CopyEventResponse response;
  for (const v1::Category& category : categories) {
    PLENARY_ASSIGN_OR_RETURN(*response.add_categories(), AddCopy(change, category, name, now));
  }
  *response.mutable_event() = std::move(event);
  return response;
}

}  // namespace plenary::events
