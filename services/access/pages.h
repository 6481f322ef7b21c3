// Pages of the room's lists.
#ifndef PLENARY_SERVICES_ACCESS_PAGES_H_
#define PLENARY_SERVICES_ACCESS_PAGES_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/access/credentials.h"
#include "services/access/table.h"
#include "services/base/list_query.h"
#include "services/storage/change.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::access {

// A request for a page, as PlanList takes it. `parent` binds its tokens.
template <class Request>
base::ListRequest Asked(const storage::Call& call, const Request& request,
                        absl::string_view parent) {
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = std::string(parent);
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  return asked;
}

// A page of credentials of one kind, told as Resource; `scope` says which, by parameters from $3.
template <class Resource>
absl::StatusOr<storage::Page<Resource>> CredentialPage(storage::Tx& tx, const base::ListSpec& spec,
                                                       const base::ListRequest& asked,
                                                       CredentialKind kind, absl::string_view scope,
                                                       std::vector<base::SqlValue> scope_params,
                                                       const base::TokenSealer& sealer) {
  // The first is for the states of a filter; what was made before the clock went back is listed.
  std::vector<base::SqlValue> params = {absl::ToUnixMicros(tx.now()), static_cast<int64_t>(kind)};
  std::move(scope_params.begin(), scope_params.end(), std::back_inserter(params));
  PLENARY_ASSIGN_OR_RETURN(
      const base::ListQuery query,
      base::PlanList(spec, asked, absl::StrCat("$1 >= 0 AND kind = $2 AND deleted_us = 0", scope),
                     std::move(params), sealer, tx.now()));
  std::vector<Credential> found;
  PLENARY_RETURN_IF_ERROR(tx.Run(SelectCredentials(query, found)));
  storage::Page<Resource> page;
  // The row beyond the page only says that there is a next one.
  if (static_cast<int>(found.size()) > query.page_size) {
    found.resize(static_cast<size_t>(query.page_size));
    page.next_page_token =
        base::NextPageToken(query, {found.back().create_us, found.back().name}, sealer, tx.now());
  }
  page.resources.reserve(found.size());
  for (const Credential& credential : found) {
    PLENARY_ASSIGN_OR_RETURN(page.resources.emplace_back(), Told<Resource>(credential, tx.now()));
  }
  return page;
}

}  // namespace plenary::access

#endif  // PLENARY_SERVICES_ACCESS_PAGES_H_
