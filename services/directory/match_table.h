// People who may be the same as somebody, as the database finds them.
#ifndef PLENARY_SERVICES_DIRECTORY_MATCH_TABLE_H_
#define PLENARY_SERVICES_DIRECTORY_MATCH_TABLE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/access.h"
#include "services/directory/table.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::directory {

// Rows that statements select as "body, blind value of the date of birth", in their order. Outlives
// the statements.
class LoadedPersonRows {
 public:
  std::function<void(const storage::Row&)> Reader();
  // DATA_LOSS: DATABASE_CORRUPT where one cannot be read.
  absl::StatusOr<std::vector<PersonRow>> TakeAll();

 private:
  storage::Loaded<v1::Person> people_;
  std::vector<std::string> births_;
};

// At most `limit` living people each. What the statements are given outlives them.
//
// Those with a key (derived.h) from `first` on and before `end`, or with one key.
storage::Statement SelectByKeys(absl::string_view first, absl::string_view end, int limit,
                                LoadedPersonRows& into);
storage::Statement SelectByKey(absl::string_view key, int limit, LoadedPersonRows& into);
// Of those with one key, who is of the organization, or of none where it is empty; who has
// that date of birth, told by its blind value.
storage::Statement SelectByKeyIn(absl::string_view key, absl::string_view organization, int limit,
                                 LoadedPersonRows& into);
storage::Statement SelectByKeyBorn(absl::string_view key, absl::string_view birth, int limit,
                                   LoadedPersonRows& into);
storage::Statement SelectByEmail(absl::string_view email_key, int limit, LoadedPersonRows& into);
storage::Statement SelectByBirth(absl::string_view birth, int limit, LoadedPersonRows& into);
// Everybody the caller sees who does not see the directory.
absl::StatusOr<std::vector<PersonRow>> ListVisibleRows(storage::Tx& tx, const base::Access* access);
// The person of that very name, deleted or not.
storage::Statement SelectRow(absl::string_view name, LoadedPersonRows& into);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_MATCH_TABLE_H_
