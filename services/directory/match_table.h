// People who may be the same as somebody, as the database finds them.
#ifndef PLENARY_SERVICES_DIRECTORY_MATCH_TABLE_H_
#define PLENARY_SERVICES_DIRECTORY_MATCH_TABLE_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "services/directory/table.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::directory {

// Rows that statements select as "body, birth_day", in their order. Outlives the statements.
class LoadedPersonRows {
 public:
  std::function<void(const storage::Row&)> Reader();
  // DATA_LOSS: DATABASE_CORRUPT where one cannot be read.
  absl::StatusOr<std::vector<PersonRow>> TakeAll();

 private:
  storage::Loaded<v1::Person> people_;
  std::vector<absl::optional<int64_t>> birth_days_;
};

// At most `limit` living people each. What the statements are given outlives them.
//
// Those with a key (derived.h) from `first` on and before `end`, or with one key.
storage::Statement SelectByKeys(absl::string_view first, absl::string_view end, int limit,
                                LoadedPersonRows& into);
storage::Statement SelectByKey(absl::string_view key, int limit, LoadedPersonRows& into);
// Of those with one key, who is of the organization, or of none where it is empty; who was born
// that day.
storage::Statement SelectByKeyIn(absl::string_view key, absl::string_view organization, int limit,
                                 LoadedPersonRows& into);
storage::Statement SelectByKeyBorn(absl::string_view key, int64_t birth_day, int limit,
                                   LoadedPersonRows& into);
storage::Statement SelectByEmail(absl::string_view email_key, int limit, LoadedPersonRows& into);
storage::Statement SelectByBirthDay(int64_t birth_day, int limit, LoadedPersonRows& into);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_MATCH_TABLE_H_
