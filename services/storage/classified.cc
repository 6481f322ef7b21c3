#include "services/storage/classified.h"

#include "absl/strings/str_cat.h"

namespace plenary::storage {

absl::Status Classify(Tx& tx, absl::string_view name, v1::Classification classification) {
  return tx.Run(
      {"INSERT INTO classified (name, classification) VALUES ($1, $2) "
       "ON CONFLICT (name) DO UPDATE SET classification = excluded.classification",
       {name, int64_t{classification}},
       nullptr});
}

Statement SelectClassification(absl::string_view name, absl::optional<v1::Classification>& into) {
  return {"SELECT classification FROM classified WHERE name = $1", {name}, [&into](const Row& row) {
            into = static_cast<v1::Classification>(row.Int(0));
          }};
}

std::string ClearedEntries(int parameter) {
  return absl::StrCat(
      "NOT EXISTS (SELECT 1 FROM classified WHERE classified.name = changes.resource "
      "AND classified.classification > $",
      parameter, ")");
}

}  // namespace plenary::storage
