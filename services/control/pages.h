// Pages of the lists of the room.
#ifndef PLENARY_SERVICES_CONTROL_PAGES_H_
#define PLENARY_SERVICES_CONTROL_PAGES_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/list_query.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::control {

// A page of what lies in something, in the one order that there is. `whole` binds its tokens.
template <class Resource, class Request>
absl::StatusOr<storage::Page<Resource>> PageOfParts(storage::Tx& tx, const storage::Call& call,
                                                    const base::ListSpec& spec,
                                                    const Request& request, std::string whole,
                                                    absl::string_view scope,
                                                    std::vector<base::SqlValue> params,
                                                    const base::TokenSealer& sealer) {
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = std::move(whole);
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(const base::ListQuery query,
                           base::PlanList(spec, asked, scope, std::move(params), sealer, tx.now()));
  return storage::ReadPage<Resource>(tx, query, sealer);
}

}  // namespace plenary::control

#endif  // PLENARY_SERVICES_CONTROL_PAGES_H_
