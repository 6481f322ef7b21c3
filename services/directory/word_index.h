// What a search looks words up in: the index of the whole directory, or one of those alone whom the
// caller sees, which nothing about anybody else has an influence on.
#ifndef PLENARY_SERVICES_DIRECTORY_WORD_INDEX_H_
#define PLENARY_SERVICES_DIRECTORY_WORD_INDEX_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/access.h"
#include "services/directory/index_table.h"
#include "services/storage/store.h"

namespace plenary::directory {

// What index_table.h says of the functions of these names. Not thread-safe.
class WordIndex {
 public:
  virtual ~WordIndex() = default;
  virtual absl::StatusOr<int64_t> Count(const WordRange& range, int limit) const = 0;
  virtual absl::StatusOr<std::vector<Posting>> Find(const WordRange& range,
                                                    const std::vector<std::string>& others,
                                                    int limit) const = 0;
  virtual absl::StatusOr<std::vector<std::string>> FindResembling(
      absl::string_view word, int limit,
      absl::FunctionRef<bool(absl::string_view known)> is_meant) const = 0;
  virtual absl::StatusOr<std::vector<std::string>> FindKnown(
      const std::vector<std::string>& words) const = 0;
};

// The index for a caller, as of now. `tx` outlives it. RESOURCE_EXHAUSTED: TRANSACTION_TOO_LARGE.
absl::StatusOr<std::unique_ptr<WordIndex>> OpenIndex(storage::Tx& tx, const base::Access* access,
                                                     Kind kind);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_WORD_INDEX_H_
