// The calendar feeds of service.h.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/interchange/calendar_writer.h"
#include "services/schedule/export_reading.h"
#include "services/schedule/feed_rules.h"
#include "services/schedule/feed_table.h"
#include "services/schedule/owners.h"
#include "services/schedule/service.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

constexpr int64_t kMostFeeds = 100;

// Whether the caller keeps all feeds, and not only their own.
bool KeepsAll(const Call& call) {
  return call.access == nullptr || call.access->HoldsOnInstallation({v1::ADMINISTRATOR});
}

absl::Status CheckCount(Tx& tx, const std::string& owner) {
  PLENARY_ASSIGN_OR_RETURN(const int64_t count, CountFeedsOf(tx, owner));
  if (count < kMostFeeds) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_TOO_MANY_STREAMS,
      absl::StrCat("you have ", count, " calendar feeds already; revoke one that is not used"),
      {{"limit", absl::StrCat(kMostFeeds)}});
}

// Ids are keyed by random bytes of this call and have 75 unguessable bits each.
std::string RandomOf(Change& change) {
  std::string random;
  for (int i = 0; i < 4; ++i) absl::StrAppend(&random, change.NewId());
  return random;
}

// In the same words whether there never was such a secret, it was revoked, or its owner may not
// read any more.
absl::Status NoSuchFeed() {
  return base::Refuse(absl::StatusCode::kNotFound, v1::ERROR_REASON_RESOURCE_NOT_FOUND,
                      "there is no calendar of this secret, or no more; ask for a new one");
}

}  // namespace

absl::StatusOr<v1::CalendarFeed> ScheduleService::CreateCalendarFeed(
    Change& change, const v1::CreateCalendarFeedRequest& request) const {
  v1::CalendarFeed feed = request.calendar_feed();
  base::ClearOutputOnly(feed);
  const std::string id = change.NewId();
  feed.set_name(base::MakeName(kFeedPattern, {id}));
  feed.set_owner(change.call().caller);
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(feed.name()));
  *feed.mutable_create_time() = storage::ToTimestamp(now);
  PLENARY_RETURN_IF_ERROR(CheckSubject(change.tx(), feed.subject()));
  PLENARY_RETURN_IF_ERROR(CheckCount(change.tx(), feed.owner()));
  const std::string secret = MakeFeedSecret(id, RandomOf(change));
  PLENARY_RETURN_IF_ERROR(InsertFeed(change.tx(), feed, HashOfFeedSecret(secret)));
  change.Record(feed.name(), v1::Change::CREATED, feed);
  feed.set_secret(secret);
  return feed;
}

absl::StatusOr<v1::ListCalendarFeedsResponse> ScheduleService::ListCalendarFeeds(
    Tx& tx, const Call& call, const v1::ListCalendarFeedsRequest& request) const {
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  const bool keeps_all = KeepsAll(call);
  std::vector<base::SqlValue> owner;
  if (!keeps_all) owner.emplace_back(call.caller);
  PLENARY_ASSIGN_OR_RETURN(const base::ListQuery query,
                           base::PlanList(FeedList(), asked, keeps_all ? "" : "owner = $1",
                                          std::move(owner), sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::ReadPage<v1::CalendarFeed>(tx, query, sealer_));
  v1::ListCalendarFeedsResponse response;
  for (v1::CalendarFeed& feed : page.resources) {
    *response.add_calendar_feeds() = std::move(feed);
  }
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::CalendarFeed> ScheduleService::DeleteCalendarFeed(
    Change& change, const v1::DeleteCalendarFeedRequest& request) const {
  PLENARY_RETURN_IF_ERROR(change.Now(request.name()).status());
  PLENARY_ASSIGN_OR_RETURN(
      v1::CalendarFeed feed,
      storage::Existing(FindFeed(change.tx(), request.name()), request.name()));
  const bool is_own = feed.owner() == change.call().caller;
  if (!is_own && !KeepsAll(change.call())) return base::NotFound(request.name());
  PLENARY_RETURN_IF_ERROR(DeleteFeedRow(change.tx(), request.name()));
  change.Record(request.name(), v1::Change::DELETED, feed);
  return feed;
}

absl::StatusOr<v1::ReadCalendarFeedResponse> ScheduleService::ReadCalendarFeed(
    Tx& tx, const Call& call, const v1::ReadCalendarFeedRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<v1::CalendarFeed> feed,
                           FindFeedBySecret(tx, HashOfFeedSecret(request.secret())));
  if (!feed || owners_ == nullptr) return NoSuchFeed();
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<base::Access> access,
                           owners_->AccessNow(tx, feed->owner(), feed->subject()));
  if (!access) return NoSuchFeed();
  const Call of_owner = {feed->owner(), call.method, "", &*access};
  LinesAsked asked;
  asked.subject = feed->subject();
  asked.language = feed->language_code();
  const auto calendar = ReadFeed(*this, tx, of_owner, asked);
  if (calendar.status().code() == absl::StatusCode::kNotFound) return NoSuchFeed();
  if (!calendar.ok()) return calendar.status();
  v1::ReadCalendarFeedResponse response;
  std::string text = interchange::WriteCalendar(*calendar);
  response.set_entity_tag(EntityTagOf(text));
  if (response.entity_tag() != request.if_none_match()) response.set_calendar(std::move(text));
  return response;
}

}  // namespace plenary::schedule
