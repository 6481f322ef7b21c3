#include "services/schedule/feed_table.h"

#include <string>

#include "services/storage/resource.h"

namespace plenary::schedule {

using storage::Bytes;
using storage::Row;
using storage::Tx;

absl::StatusOr<absl::optional<v1::CalendarFeed>> FindFeed(Tx& tx, absl::string_view name) {
  return storage::Find<v1::CalendarFeed>(tx, "SELECT body FROM calendar_feeds WHERE name = $1",
                                         name);
}

absl::StatusOr<absl::optional<v1::CalendarFeed>> FindFeedBySecret(Tx& tx,
                                                                  absl::string_view secret_hash) {
  storage::Loaded<v1::CalendarFeed> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT body FROM calendar_feeds WHERE secret_hash = $1",
                                  {Bytes{secret_hash}},
                                  loaded.Reader()}));
  return loaded.Take();
}

absl::StatusOr<int64_t> CountFeedsOf(Tx& tx, absl::string_view owner) {
  int64_t count = 0;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT COUNT(*) FROM calendar_feeds WHERE owner = $1",
                                  {owner},
                                  [&count](const Row& row) { count = row.Int(0); }}));
  return count;
}

absl::Status InsertFeed(Tx& tx, const v1::CalendarFeed& feed, absl::string_view secret_hash) {
  const std::string body = feed.SerializeAsString();
  return tx.Run(
      {"INSERT INTO calendar_feeds (name, owner, secret_hash, create_us, body) "
       "VALUES ($1, $2, $3, $4, $5)",
       {absl::string_view(feed.name()), absl::string_view(feed.owner()), Bytes{secret_hash},
        storage::ToMicros(feed.create_time()), Bytes{body}},
       nullptr});
}

absl::Status DeleteFeedRow(Tx& tx, absl::string_view name) {
  return tx.Run({"DELETE FROM calendar_feeds WHERE name = $1", {name}, nullptr});
}

const base::ListSpec& FeedList() {
  using Column = base::ListOrder::Column;
  static const auto& spec = *new base::ListSpec{"ListCalendarFeeds",
                                                "SELECT body FROM calendar_feeds",
                                                {},
                                                {{"create_time desc",
                                                  {Column{"create_us", Column::Type::kInt, true},
                                                   Column{"name", Column::Type::kText, true}}}}};
  return spec;
}

}  // namespace plenary::schedule
