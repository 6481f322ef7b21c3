// What the names in the rows of a list stand for: organizations, delegations and categories.
#ifndef PLENARY_SERVICES_DELEGATIONS_IMPORT_LOOKUP_H_
#define PLENARY_SERVICES_DELEGATIONS_IMPORT_LOOKUP_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/common.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/events.pb.h"
#include "services/delegations/desk.h"

namespace plenary::delegations {

// What the caller may not see, or not register into, is told by nothing: it is as if it weren't
// there. Not thread-safe; lives as long as the desk does.
class ImportLookup {
 public:
  explicit ImportLookup(Desk& desk) : desk_(desk) {}

  // Looks up every name that the rows of a batch use, in a few round trips. What is asked for
  // below was looked up before.
  absl::Status LookUp(const std::set<std::string>& organizations,
                      const std::set<std::string>& delegations);

  // The living organizations of that id or name; none, or several.
  const std::vector<std::string>& Organizations(const std::string& text) const;
  // The living delegation of that id or name, or whose organization has it. NOT_FOUND:
  // UNKNOWN_NAME. FAILED_PRECONDITION: AMBIGUOUS_NAME.
  absl::StatusOr<std::string> Delegation(const std::string& text);
  // The one delegation of an organization; empty where it has none. FAILED_PRECONDITION:
  // AMBIGUOUS_NAME.
  absl::StatusOr<std::string> DelegationOf(const std::string& organization) const;
  // The living category of that id or name; the only one for an empty text. As Delegation.
  absl::StatusOr<std::string> Category(absl::string_view text) const;
  const std::vector<v1::Category>& categories() const { return categories_; }
  // Whether the first category is the overflow of the second.
  bool IsOverflowOf(absl::string_view category, absl::string_view of) const;

  // Creates a company of these names, and a delegation of an organization: forming, or invited.
  absl::StatusOr<std::string> AddOrganization(const std::vector<v1::LocalizedText>& texts,
                                              absl::string_view country_code);
  absl::StatusOr<std::string> AddDelegationOf(const std::string& organization);
  // Takes note of a delegation that was created otherwise.
  void NoteDelegation(const std::string& organization, const std::string& delegation) {
    delegations_of_[organization] = {delegation};
  }

 private:
  absl::Status LookUpOrganizations(const std::set<std::string>& texts);
  absl::Status LookUpDelegations(const std::set<std::string>& texts);
  absl::Status HideOrganizations();
  // Whether the caller may register into the delegation.
  bool MayName(absl::string_view delegation) const;
  absl::StatusOr<const std::map<std::string, std::set<std::string>>*> DelegationsByName();

  Desk& desk_;
  std::vector<v1::Category> categories_;
  std::map<std::string, std::vector<std::string>> organizations_;   // by text, folded
  std::map<std::string, std::string> delegations_;                  // by text that is an id
  std::map<std::string, std::vector<std::string>> delegations_of_;  // by organization
  // Every delegation of the event by its own names, folded; only where nothing else fits.
  std::map<std::string, std::set<std::string>> delegations_by_name_;
  bool has_all_delegations_ = false;
};

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_IMPORT_LOOKUP_H_
