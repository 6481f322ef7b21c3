// Resume tokens: where a watcher of a partition's change log goes on.
#ifndef PLENARY_SERVICES_STORAGE_RESUME_TOKEN_H_
#define PLENARY_SERVICES_STORAGE_RESUME_TOKEN_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/list_query.h"

namespace plenary::storage {

// The sealed token that stands after entry `number` of `partition`.
std::string MakeResumeToken(const base::TokenSealer& sealer, absl::string_view partition,
                            int64_t number);

// The number in a token. INVALID_ARGUMENT, INVALID_RESUME_TOKEN where it is damaged or belongs to
// another partition.
absl::StatusOr<int64_t> ReadResumeToken(const base::TokenSealer& sealer,
                                        absl::string_view partition, absl::string_view token);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_RESUME_TOKEN_H_
