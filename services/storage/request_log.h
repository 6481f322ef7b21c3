// The request-id table: the same request_id gives the first answer again.
//
// A row holds caller, method, a digest of the request and the answer, encrypted with
// XChaCha20-Poly1305 under a key of the day it was written; the key is destroyed when its last
// row expires. Only committed successes are kept, since a row is written in the transaction of
// the change itself.
#ifndef PLENARY_SERVICES_STORAGE_REQUEST_LOG_H_
#define PLENARY_SERVICES_STORAGE_REQUEST_LOG_H_

#include <string>
#include <vector>

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
  // From outside the database; the digest is keyed with it too. Empty: with the database's key
  // alone.
  absl::string_view pepper = {};
};

// A request before it is carried out: was it answered before? It is read together with what else
// the change needs to begin with, in one round trip.
//   RequestLookup lookup(key, tx.now());
//   lookup.AddStatements(statements);  tx.RunAll(statements);
//   lookup.Answer() → give it again, or do the work and lookup.Remember(answer)
// Outlives the call that runs the statements; `key` outlives it.
class RequestLookup {
 public:
  RequestLookup(const RequestKey& key, absl::Time now) : key_(key), now_(now) {}

  void AddStatements(std::vector<Statement>& statements);
  // The serialized answer given to this request before, or nullopt.
  // INVALID_ARGUMENT, REQUEST_ID_REUSED where caller and request_id were used for another method or
  // other bytes.
  absl::StatusOr<absl::optional<std::string>> Answer() const;
  // Keeps `answer`, with the names of the `resources` it speaks of (for erasure), for
  // kRequestLifetime from now.
  absl::Status Remember(Tx& tx, absl::string_view answer, const std::vector<std::string>& resources,
                        base::IdSequence& ids);

 private:
  struct Kept {
    std::string digest;
    std::string sealed;
    std::string secret;
  };
  const RequestKey& key_;
  const absl::Time now_;
  absl::optional<Kept> kept_;
  std::string secret_of_today_;  // empty before the first request of the day
};

// Removes at most `limit` rows that expired before `now`, and every daily key no longer needed.
// Returns how many rows were removed.
absl::StatusOr<int64_t> ForgetExpiredAnswers(Tx& tx, absl::Time now, int limit);

// Removes every row that speaks of `resource`.
absl::Status ForgetAnswersAbout(Tx& tx, absl::string_view resource);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_REQUEST_LOG_H_
