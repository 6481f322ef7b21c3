// What figures and results name in the directory, which is not let go of while they do.
#ifndef PLENARY_SERVICES_INDICATORS_DIRECTORY_REFERENCES_H_
#define PLENARY_SERVICES_INDICATORS_DIRECTORY_REFERENCES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/directory/references.h"

namespace plenary::indicators {

// The references of others, and besides the organizations of figures and of living results. Safe
// from several threads.
class DirectoryReferences : public directory::References {
 public:
  // `references` outlives it.
  explicit DirectoryReferences(directory::References& references) : references_(references) {}

  absl::StatusOr<std::string> BlockerOfPerson(storage::Tx& tx, absl::string_view name) override;
  absl::StatusOr<std::string> BlockerOfOrganization(storage::Tx& tx,
                                                    absl::string_view name) override;
  absl::StatusOr<std::vector<std::string>> MovePerson(storage::Change& change,
                                                      absl::string_view from,
                                                      const v1::Person& to) override;

 private:
  directory::References& references_;
};

}  // namespace plenary::indicators

#endif  // PLENARY_SERVICES_INDICATORS_DIRECTORY_REFERENCES_H_
