#include "services/negotiations/personal_table.h"

#include "services/base/errors.h"
#include "services/storage/resource.h"

namespace plenary::negotiations {
namespace {

using storage::Tx;

template <class Resource>
absl::StatusOr<std::vector<Resource>> AllNaming(Tx& tx, absl::string_view sql,
                                                absl::string_view person) {
  storage::Loaded<Resource> loaded;
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, {person}, loaded.Reader()}));
  return loaded.TakeAll();
}

}  // namespace

absl::StatusOr<std::vector<v1::Negotiation>> NegotiationsInHandOf(Tx& tx,
                                                                  absl::string_view person) {
  return AllNaming<v1::Negotiation>(
      tx,
      "SELECT body FROM negotiations WHERE responsible = $1 OR responsible IN "
      "(SELECT alias FROM person_aliases WHERE person = $1) ORDER BY name",
      person);
}

absl::StatusOr<std::vector<v1::Topic>> TopicsOwnedBy(Tx& tx, absl::string_view person) {
  return AllNaming<v1::Topic>(tx,
                              "SELECT body FROM topics WHERE owner = $1 OR owner IN "
                              "(SELECT alias FROM person_aliases WHERE person = $1) ORDER BY name",
                              person);
}

}  // namespace plenary::negotiations
