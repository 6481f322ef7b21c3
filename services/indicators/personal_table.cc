#include "services/indicators/personal_table.h"

#include <string>

#include "services/base/errors.h"
#include "services/storage/resource.h"

namespace plenary::indicators {
namespace {

using storage::Bytes;
using storage::Tx;

template <class Resource>
absl::StatusOr<std::vector<Resource>> Behind(Tx& tx, absl::string_view sql, absl::string_view after,
                                             int64_t limit) {
  storage::Loaded<Resource> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, {after, limit}, loaded.Reader()}));
  return loaded.TakeAll();
}

}  // namespace

absl::StatusOr<std::vector<v1::Figure>> FiguresBehind(Tx& tx, absl::string_view after,
                                                      int64_t limit) {
  return Behind<v1::Figure>(tx, "SELECT body FROM figures WHERE name > $1 ORDER BY name LIMIT $2",
                            after, limit);
}

absl::StatusOr<std::vector<v1::Result>> ResultsBehind(Tx& tx, absl::string_view after,
                                                      int64_t limit) {
  return Behind<v1::Result>(tx, "SELECT body FROM results WHERE name > $1 ORDER BY name LIMIT $2",
                            after, limit);
}

absl::Status UpdateFigureTexts(Tx& tx, const v1::Figure& figure) {
  const std::string body = figure.SerializeAsString();
  return tx.Run({"UPDATE figures SET body = $2 WHERE name = $1",
                 {absl::string_view(figure.name()), Bytes{body}},
                 nullptr});
}

}  // namespace plenary::indicators
