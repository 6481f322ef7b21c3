#include "services/events/service.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/directory/table.h"
#include "services/events/rules.h"
#include "services/events/table.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::events {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

std::vector<std::string> NamesOf(const google::protobuf::RepeatedPtrField<std::string>& names) {
  return {names.begin(), names.end()};
}

absl::Status CheckWellFormed(const v1::Event& event) {
  base::FieldErrors errors;
  CheckEvent(event, "event", errors);
  return errors.ToStatus();
}

absl::Status CheckWellFormed(const v1::Category& category) {
  base::FieldErrors errors;
  CheckCategory(category, base::EventOf(category.name()), "category", errors);
  return errors.ToStatus();
}

absl::Status CheckHost(Tx& tx, const std::string& host) {
  if (host.empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindOrganization(tx, host));
  return storage::CheckReference(found, "event.host", host);
}

// The categories in which an event asks its custom fields, with the path of each in the request.
std::map<std::string, std::string> CategoriesAsked(const v1::Event& event) {
  std::map<std::string, std::string> asked;
  for (int i = 0; i < event.custom_fields_size(); ++i) {
    const v1::CustomField& custom = event.custom_fields(i);
    for (int j = 0; j < custom.categories_size(); ++j) {
      asked.emplace(custom.categories(j),
                    absl::StrCat("event.custom_fields[", i, "].categories[", j, "]"));
    }
  }
  return asked;
}

// Whether every category that `after` asks in and `before` did not exists.
absl::Status CheckCategoriesAsked(Tx& tx, const v1::Event& before, const v1::Event& after) {
  const auto known = CategoriesAsked(before);
  for (const auto& [category, field] : CategoriesAsked(after)) {
    if (known.count(category) > 0) continue;
    PLENARY_ASSIGN_OR_RETURN(const auto found, FindCategory(tx, category));
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(found, field, category));
  }
  return absl::OkStatus();
}

absl::Status CustomFieldInUse(const LostAnswer& answer, absl::string_view participant) {
  base::Metadata metadata = {{"customField", answer.custom_field},
                             {"participant", std::string(participant)}};
  std::string what = absl::StrCat("the custom field ", answer.custom_field);
  if (!answer.choice.empty()) {
    metadata["choice"] = answer.choice;
    what = absl::StrCat("the choice ", answer.choice, " of ", what);
  }
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_CUSTOM_FIELD_IN_USE,
                      absl::StrCat(what, " can neither go nor change its type, since ", participant,
                                   " answered it; take such answers out first"),
                      std::move(metadata));
}

// The event that a change is about, with the caller's etag.
template <class Request>
absl::StatusOr<v1::Event> LoadEvent(Tx& tx, const Request& request) {
  return storage::Living(FindEvent(tx, request.name()), request.name(), request.etag());
}

// The event of a category, in which something may change.
absl::StatusOr<v1::Event> LoadOpenEvent(Tx& tx, absl::string_view name) {
  PLENARY_ASSIGN_OR_RETURN(v1::Event event, storage::Living(FindEvent(tx, name), name));
  PLENARY_RETURN_IF_ERROR(CheckNotArchived(event));
  return event;
}

// Writes an event that was changed, with its etag and times, and records it as `kind`.
absl::StatusOr<v1::Event> KeepEvent(Change& change, v1::Event event, const v1::Event& before,
                                    v1::Change::Kind kind) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  storage::StampUpdated(event, before, now);
  if (kind == v1::Change::DELETED) *event.mutable_delete_time() = storage::ToTimestamp(now);
  if (kind == v1::Change::UNDELETED) event.clear_delete_time();
  PLENARY_RETURN_IF_ERROR(UpdateEventRow(change.tx(), event));
  change.Record(event.name(), kind, event);
  return event;
}

// Takes an event through a verb that asks for nothing but its name.
template <class Request>
absl::StatusOr<v1::Event> Advance(Change& change, const Request& request, Verb verb) {
  PLENARY_ASSIGN_OR_RETURN(const v1::Event before, LoadEvent(change.tx(), request));
  PLENARY_RETURN_IF_ERROR(CheckVerb(before, verb));
  v1::Event after = before;
  after.set_state(StateAfter(verb));
  return KeepEvent(change, std::move(after), before, v1::Change::UPDATED);
}

// Whether a category may be the overflow it says it is. What it overflows must live unless it was
// named before (`is_new` false).
absl::Status CheckOverflowOf(Tx& tx, const v1::Category& category, bool is_new) {
  if (category.overflow_of().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto main, FindCategory(tx, category.overflow_of()));
  if (is_new) {
    PLENARY_RETURN_IF_ERROR(
        storage::CheckReference(main, "category.overflow_of", category.overflow_of()));
    PLENARY_ASSIGN_OR_RETURN(const std::string own, OverflowInto(tx, category.name()));
    if (!own.empty()) {
      return base::BadField("category.overflow_of",
                            absl::StrCat(category.name(), " has an overflow itself, ", own,
                                         "; an overflow of an overflow is not allowed"));
    }
  }
  return main.has_value() ? CheckOverflow(category, *main) : absl::OkStatus();
}

bool SeatsAreTakenOnNomination(const v1::Event& event) {
  return event.seat_policy() == v1::Event::ON_NOMINATION;
}

bool LimitChanged(const v1::Category& before, const v1::Category& after) {
  return before.has_limit() != after.has_limit() || before.limit() != after.limit();
}

absl::Status InUse(absl::string_view category, absl::string_view what) {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_IN_USE,
                      absl::StrCat(what, " while somebody is in ", category,
                                   " or a quota names it; move them and clear the quota first"),
                      {{"blockedBy", std::string(category)}});
}

}  // namespace

absl::StatusOr<v1::Event> EventService::CreateEvent(Change& change,
                                                    const v1::CreateEventRequest& request) const {
  v1::Event event = request.event();
  base::ClearOutputOnly(event);
  const std::string id = request.event_id().empty() ? change.NewId() : request.event_id();
  const std::string name = base::MakeName(kEventPattern, {id});
  event.set_name(name);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(event));
  PLENARY_RETURN_IF_ERROR(CheckHost(change.tx(), event.host()));
  PLENARY_RETURN_IF_ERROR(CheckCategoriesAsked(change.tx(), v1::Event(), event));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  storage::StampCreated(event, name, now);
  event.set_state(v1::Event::DRAFT);
  PLENARY_RETURN_IF_ERROR(InsertEvent(change.tx(), event));
  change.Record(name, v1::Change::CREATED, event);
  return event;
}

absl::StatusOr<v1::Event> EventService::GetEvent(Tx& tx, const Call&,
                                                 const v1::GetEventRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Event event,
                           storage::Existing(FindEvent(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), event));
  return event;
}

absl::StatusOr<v1::BatchGetEventsResponse> EventService::BatchGetEvents(
    Tx& tx, const Call&, const v1::BatchGetEventsRequest& request) const {
  const std::vector<std::string> names = NamesOf(request.names());
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Event> found,
                           storage::ExistingEach(FindEvents(tx, names), names));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetEventsResponse response;
  for (v1::Event& each : found) *response.add_events() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListEventsResponse> EventService::ListEvents(
    Tx& tx, const Call& call, const v1::ListEventsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen, base::VisibleEvents(call.access, "name"));
  PLENARY_ASSIGN_OR_RETURN(auto page,
                           storage::List<v1::Event>(tx, call, EventList(), request, "", seen.sql,
                                                    std::move(seen.params), sealer_));
  // Each event has a change log of its own: there is no one place to watch all of them from.
  v1::ListEventsResponse response;
  for (v1::Event& each : page.resources) *response.add_events() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::Event> EventService::UpdateEvent(Change& change,
                                                    const v1::UpdateEventRequest& request) const {
  const v1::Event& asked = request.event();
  PLENARY_ASSIGN_OR_RETURN(const v1::Event before, LoadEvent(change.tx(), asked));
  v1::Event after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  PLENARY_RETURN_IF_ERROR(CheckEdit(before, after));
  if (after.host() != before.host()) {
    PLENARY_RETURN_IF_ERROR(CheckHost(change.tx(), after.host()));
  }
  PLENARY_RETURN_IF_ERROR(CheckSeatPolicy(change.tx(), before, after));
  PLENARY_RETURN_IF_ERROR(CheckCustomFields(change.tx(), before, after));
  return KeepEvent(change, std::move(after), before, v1::Change::UPDATED);
}

absl::Status EventService::CheckSeatPolicy(Tx& tx, const v1::Event& before,
                                           const v1::Event& after) const {
  if (SeatsAreTakenOnNomination(before) == SeatsAreTakenOnNomination(after)) {
    return absl::OkStatus();
  }
  PLENARY_ASSIGN_OR_RETURN(const auto categories, ListAllCategories(tx, before.name()));
  for (const v1::Category& category : categories) {
    PLENARY_ASSIGN_OR_RETURN(const bool used, followers_.CategoryInUse(tx, category.name()));
    if (used) return InUse(category.name(), "the seat policy cannot change");
  }
  return absl::OkStatus();
}

absl::Status EventService::CheckCustomFields(Tx& tx, const v1::Event& before,
                                             const v1::Event& after) const {
  PLENARY_RETURN_IF_ERROR(CheckCategoriesAsked(tx, before, after));
  for (const LostAnswer& answer : LostAnswers(before, after)) {
    PLENARY_ASSIGN_OR_RETURN(
        const std::string participant,
        followers_.WhoAnswered(tx, before.name(), answer.custom_field, answer.choice));
    if (!participant.empty()) return CustomFieldInUse(answer, participant);
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Event> EventService::DeleteEvent(Change& change,
                                                    const v1::DeleteEventRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const v1::Event before, LoadEvent(change.tx(), request));
  PLENARY_RETURN_IF_ERROR(CheckVerb(before, Verb::kDelete));
  PLENARY_ASSIGN_OR_RETURN(v1::Event event, KeepEvent(change, before, before, v1::Change::DELETED));
  PLENARY_RETURN_IF_ERROR(followers_.EventDeleted(change, event));
  return event;
}

absl::StatusOr<v1::Event> EventService::UndeleteEvent(
    Change& change, const v1::UndeleteEventRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Event before,
      storage::Current(FindEvent(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  PLENARY_RETURN_IF_ERROR(CheckHost(change.tx(), before.host()));
  PLENARY_ASSIGN_OR_RETURN(v1::Event event,
                           KeepEvent(change, before, before, v1::Change::UNDELETED));
  PLENARY_RETURN_IF_ERROR(followers_.EventUndeleted(change, event));
  return event;
}

absl::StatusOr<v1::Event> EventService::PublishEvent(Change& change,
                                                     const v1::PublishEventRequest& request) const {
  return Advance(change, request, Verb::kPublish);
}

absl::StatusOr<v1::Event> EventService::StartEvent(Change& change,
                                                   const v1::StartEventRequest& request) const {
  return Advance(change, request, Verb::kStart);
}

absl::StatusOr<v1::Event> EventService::CloseEvent(Change& change,
                                                   const v1::CloseEventRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Event event, Advance(change, request, Verb::kClose));
  PLENARY_RETURN_IF_ERROR(followers_.EventClosed(change, event));
  return event;
}

absl::StatusOr<v1::Event> EventService::ArchiveEvent(Change& change,
                                                     const v1::ArchiveEventRequest& request) const {
  return Advance(change, request, Verb::kArchive);
}

absl::StatusOr<v1::Event> EventService::PostponeEvent(
    Change& change, const v1::PostponeEventRequest& request) const {
  if (request.has_interval()) {
    base::FieldErrors errors;
    CheckInterval(request.interval(), "interval", errors);
    PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  }
  PLENARY_ASSIGN_OR_RETURN(const v1::Event before, LoadEvent(change.tx(), request));
  PLENARY_RETURN_IF_ERROR(CheckVerb(before, Verb::kPostpone));
  v1::Event after = request.has_interval() ? MovedTo(before, request.interval()) : before;
  after.set_state(StateAfter(Verb::kPostpone, request.has_interval()));
  after.set_state_reason(request.reason());
  PLENARY_ASSIGN_OR_RETURN(after, KeepEvent(change, std::move(after), before, v1::Change::UPDATED));
  if (request.has_interval()) {
    PLENARY_RETURN_IF_ERROR(followers_.EventMoved(change, before, after));
  }
  return after;
}

absl::StatusOr<v1::Event> EventService::CancelEvent(Change& change,
                                                    const v1::CancelEventRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const v1::Event before, LoadEvent(change.tx(), request));
  PLENARY_RETURN_IF_ERROR(CheckVerb(before, Verb::kCancel));
  v1::Event after = before;
  after.set_state(StateAfter(Verb::kCancel));
  after.set_state_reason(request.reason());
  PLENARY_ASSIGN_OR_RETURN(after, KeepEvent(change, std::move(after), before, v1::Change::UPDATED));
  PLENARY_RETURN_IF_ERROR(followers_.EventCancelled(change, after));
  return after;
}

absl::Status EventService::FillUsed(Tx& tx, v1::Category& category) const {
  PLENARY_ASSIGN_OR_RETURN(const int64_t used, followers_.CategoryUsed(tx, category.name()));
  category.set_used(static_cast<int32_t>(used));
  return absl::OkStatus();
}

absl::Status EventService::FillUsedFor(Tx& tx, const Call& call, v1::Category& category) const {
  if (!base::SeesWhole(call.access, base::EventOf(category.name()))) return absl::OkStatus();
  return FillUsed(tx, category);
}

absl::StatusOr<v1::Category> EventService::KeepCategory(Change& change, v1::Category category,
                                                        const v1::Category& before,
                                                        v1::Change::Kind kind) const {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  storage::StampUpdated(category, before, now);
  if (kind == v1::Change::DELETED) *category.mutable_delete_time() = storage::ToTimestamp(now);
  if (kind == v1::Change::UNDELETED) category.clear_delete_time();
  PLENARY_RETURN_IF_ERROR(UpdateCategoryRow(change.tx(), category));
  PLENARY_RETURN_IF_ERROR(FillUsed(change.tx(), category));
  change.Record(category.name(), kind, category);
  return category;
}

absl::StatusOr<v1::Category> EventService::CreateCategory(
    Change& change, const v1::CreateCategoryRequest& request) const {
  v1::Category category = request.category();
  base::ClearOutputOnly(category);
  const std::string id = request.category_id().empty() ? change.NewId() : request.category_id();
  const std::string name = base::MakeName(kCategoryPattern, {base::LastId(request.parent()), id});
  category.set_name(name);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(category));
  PLENARY_RETURN_IF_ERROR(LoadOpenEvent(change.tx(), request.parent()).status());
  PLENARY_RETURN_IF_ERROR(CheckOverflowOf(change.tx(), category, true));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  storage::StampCreated(category, name, now);
  PLENARY_RETURN_IF_ERROR(InsertCategory(change.tx(), category));
  change.Record(name, v1::Change::CREATED, category);
  return category;
}

absl::StatusOr<v1::Category> EventService::GetCategory(
    Tx& tx, const Call& call, const v1::GetCategoryRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Category category,
                           storage::Existing(FindCategory(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(FillUsedFor(tx, call, category));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), category));
  return category;
}

absl::StatusOr<v1::BatchGetCategoriesResponse> EventService::BatchGetCategories(
    Tx& tx, const Call& call, const v1::BatchGetCategoriesRequest& request) const {
  const std::vector<std::string> names = NamesOf(request.names());
  base::FieldErrors errors;
  for (size_t i = 0; i < names.size(); ++i) {
    if (base::EventOf(names[i]) == request.parent()) continue;
    errors.Add(absl::StrCat("names[", i, "]"), absl::StrCat("must lie in ", request.parent()));
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Category> found,
                           storage::ExistingEach(FindCategories(tx, names), names));
  for (v1::Category& each : found) PLENARY_RETURN_IF_ERROR(FillUsedFor(tx, call, each));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetCategoriesResponse response;
  for (v1::Category& each : found) *response.add_categories() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListCategoriesResponse> EventService::ListCategories(
    Tx& tx, const Call& call, const v1::ListCategoriesRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(FindEvent(tx, request.parent()), request.parent()).status());
  // `used` is not stored, so the mask is applied after it was filled in.
  v1::ListCategoriesRequest whole = request;
  whole.clear_read_mask();
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Category>(tx, call, CategoryList(), whole, request.parent(),
                                             "event = $1", {request.parent()}, sealer_));
  for (v1::Category& each : page.resources) {
    PLENARY_RETURN_IF_ERROR(FillUsedFor(tx, call, each));
  }
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), page.resources));
  v1::ListCategoriesResponse response;
  for (v1::Category& each : page.resources) *response.add_categories() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head, storage::ReadHead(tx, request.parent()));
  response.set_resume_token(storage::MakeResumeToken(sealer_, request.parent(), head.number));
  return response;
}

absl::StatusOr<v1::Category> EventService::UpdateCategory(
    Change& change, const v1::UpdateCategoryRequest& request) const {
  const v1::Category& asked = request.category();
  PLENARY_RETURN_IF_ERROR(LoadOpenEvent(change.tx(), base::EventOf(asked.name())).status());
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Category before,
      storage::Living(FindCategory(change.tx(), asked.name()), asked.name(), asked.etag()));
  v1::Category after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(before.name());
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  PLENARY_RETURN_IF_ERROR(
      CheckOverflowOf(change.tx(), after, after.overflow_of() != before.overflow_of()));
  // An overbooked category stays so, with its reason, until somebody touches its limit.
  if (LimitChanged(before, after)) {
    PLENARY_RETURN_IF_ERROR(FillUsed(change.tx(), after));
    PLENARY_RETURN_IF_ERROR(CheckLimit(after, after.used()));
  }
  const bool limit_changed = LimitChanged(before, after);
  PLENARY_ASSIGN_OR_RETURN(after,
                           KeepCategory(change, std::move(after), before, v1::Change::UPDATED));
  if (!limit_changed) return after;
  PLENARY_RETURN_IF_ERROR(followers_.CategoryLimitChanged(change, after));
  // Who waited may have taken the seats.
  PLENARY_RETURN_IF_ERROR(FillUsed(change.tx(), after));
  return after;
}

absl::StatusOr<v1::Category> EventService::DeleteCategory(
    Change& change, const v1::DeleteCategoryRequest& request) const {
  PLENARY_RETURN_IF_ERROR(LoadOpenEvent(change.tx(), base::EventOf(request.name())).status());
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Category before,
      storage::Living(FindCategory(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_ASSIGN_OR_RETURN(const std::string overflow, OverflowInto(change.tx(), before.name()));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(before.name(), overflow));
  PLENARY_ASSIGN_OR_RETURN(const bool used, followers_.CategoryInUse(change.tx(), before.name()));
  if (used) return InUse(before.name(), "the category cannot be deleted");
  return KeepCategory(change, before, before, v1::Change::DELETED);
}

absl::StatusOr<v1::Category> EventService::UndeleteCategory(
    Change& change, const v1::UndeleteCategoryRequest& request) const {
  PLENARY_RETURN_IF_ERROR(LoadOpenEvent(change.tx(), base::EventOf(request.name())).status());
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Category before,
      storage::Current(FindCategory(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  PLENARY_RETURN_IF_ERROR(CheckOverflowOf(change.tx(), before, true));
  return KeepCategory(change, before, before, v1::Change::UNDELETED);
}

}  // namespace plenary::events
