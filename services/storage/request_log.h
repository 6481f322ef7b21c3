// The request-id table: the same request_id gives the first answer again.
//
// A row holds caller, method, a digest of the request and the answer, encrypted with
// XChaCha20-Poly1305 under a key of the day it was written; the key is destroyed when its last
// row expires. Only committed successes are kept, since a row is written in the transaction of
// the change itself.
#ifndef PLENARY_SERVICES_STORAGE_REQUEST_LOG_H_
#define PLENARY_SERVICES_STORAGE_REQUEST_LOG_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/base/ids.h"
#include "services/storage/store.h"

namespace plenary::storage {

// How long an answer is kept at least.
inline constexpr absl::Duration kRequestLifetime = absl::Hours(24);

// A request as the table knows it.
struct RequestKey {
  absl::string_view caller;
  absl::string_view request_id;
  absl::string_view method;   // "plenary.v1.EventService/CreateEvent"
  absl::string_view request;  // its bytes, without request_id's meaning changed
};

// The serialized answer given to this request before, or nullopt.
// INVALID_ARGUMENT, REQUEST_ID_REUSED where caller and request_id were used for another method or
// other bytes.
absl::StatusOr<absl::optional<std::string>> FindAnswer(Tx& tx, const RequestKey& key,
                                                       absl::Time now);

// Keeps `answer`, with the names of the `resources` it speaks of (for erasure), for
// kRequestLifetime after `now`.
absl::Status RememberAnswer(Tx& tx, const RequestKey& key, absl::string_view answer,
                            const std::vector<std::string>& resources, absl::Time now,
                            base::IdSequence& ids);

// Removes at most `limit` rows that expired before `now`, and every daily key no longer needed.
// Returns how many rows were removed.
absl::StatusOr<int64_t> ForgetExpiredAnswers(Tx& tx, absl::Time now, int limit);

// Removes every row that speaks of `resource`.
absl::Status ForgetAnswersAbout(Tx& tx, absl::string_view resource);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_REQUEST_LOG_H_
