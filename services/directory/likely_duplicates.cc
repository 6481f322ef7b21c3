// The list of people who may be one, as the secretariat sees it.
#include <string>
#include <utility>
#include <vector>

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/directory/likely_duplicate_table.h"
#include "services/directory/service.h"
#include "services/directory/table.h"
#include "services/storage/resource.h"

namespace plenary::directory {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// Puts the people into pairs, as they are now.
absl::Status FillPeople(Tx& tx, std::vector<v1::LikelyDuplicate>& pairs) {
  std::vector<std::string> names;
  names.reserve(2 * pairs.size());
  for (const v1::LikelyDuplicate& pair : pairs) {
    names.push_back(PersonOf(pair));
    names.push_back(CandidateOf(pair));
  }
  PLENARY_ASSIGN_OR_RETURN(auto people, FindPeople(tx, names));
  for (size_t i = 0; i < pairs.size(); ++i) {
    if (people[2 * i]) *pairs[i].mutable_person() = *std::move(people[2 * i]);
    if (people[2 * i + 1]) *pairs[i].mutable_candidate() = *std::move(people[2 * i + 1]);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ListLikelyDuplicatesResponse> DirectoryService::ListLikelyDuplicates(
    Tx& tx, const Call& call, const v1::ListLikelyDuplicatesRequest& request) const {
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  PLENARY_ASSIGN_OR_RETURN(const base::ListQuery query,
                           base::PlanList(PairList(), asked, "", {}, sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::ReadPage<v1::LikelyDuplicate>(tx, query, sealer_));
  PLENARY_RETURN_IF_ERROR(FillPeople(tx, page.resources));
  v1::ListLikelyDuplicatesResponse response;
  for (v1::LikelyDuplicate& each : page.resources) {
    *response.add_likely_duplicates() = std::move(each);
  }
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::LikelyDuplicate> DirectoryService::SettleLikelyDuplicate(
    Change& change, const v1::SettleLikelyDuplicateRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(auto found, FindPair(change.tx(), request.name()));
  if (!found) return base::NotFound(request.name());
  std::vector<v1::LikelyDuplicate> pair = {*std::move(found)};
  PLENARY_RETURN_IF_ERROR(DeletePair(change.tx(), request.name()));
  change.Record(request.name(), v1::Change::DELETED, pair.front());
  PLENARY_RETURN_IF_ERROR(FillPeople(change.tx(), pair));
  return std::move(pair.front());
}

}  // namespace plenary::directory
