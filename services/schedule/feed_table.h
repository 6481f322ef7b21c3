// Calendar feeds in the database, written once for every engine. Their changes are recorded in the
// directory's chain.
#ifndef PLENARY_SERVICES_SCHEDULE_FEED_TABLE_H_
#define PLENARY_SERVICES_SCHEDULE_FEED_TABLE_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/schedule.pb.h"
#include "services/base/list_query.h"
#include "services/storage/store.h"

namespace plenary::schedule {

inline constexpr absl::string_view kFeedPattern = "calendarFeeds/{feed}";

absl::StatusOr<absl::optional<v1::CalendarFeed>> FindFeed(storage::Tx& tx, absl::string_view name);
// By the hash of its secret.
absl::StatusOr<absl::optional<v1::CalendarFeed>> FindFeedBySecret(storage::Tx& tx,
                                                                  absl::string_view secret_hash);
absl::StatusOr<int64_t> CountFeedsOf(storage::Tx& tx, absl::string_view owner);
// `feed` is without its secret, of which the hash is kept.
absl::Status InsertFeed(storage::Tx& tx, const v1::CalendarFeed& feed,
                        absl::string_view secret_hash);
absl::Status DeleteFeedRow(storage::Tx& tx, absl::string_view name);
// The newest first.
const base::ListSpec& FeedList();

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_FEED_TABLE_H_
