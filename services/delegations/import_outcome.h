// What became of some rows of a list.
#ifndef PLENARY_SERVICES_DELEGATIONS_IMPORT_OUTCOME_H_
#define PLENARY_SERVICES_DELEGATIONS_IMPORT_OUTCOME_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "plenary/v1/imports.pb.h"

namespace plenary::delegations {

// What rows were rejected for, by line.
using RefusedRows = std::map<int64_t, std::vector<v1::ImportReject>>;

struct ImportOutcome {
  int64_t created = 0;
  int64_t updated = 0;
  int64_t unchanged = 0;
  int64_t rejected = 0;
  int64_t people_created = 0;
  // What each row was rejected for, and remarks.
  RefusedRows rejects;
  // Whom (or what) each row was about, with its line.
  std::vector<std::pair<std::string, int64_t>> subjects;
  // Rows that were refused after something had been created for them. Nothing of them may stay: the
  // transaction is rolled back and run again without them.
  std::set<int64_t> leftovers;
};

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_IMPORT_OUTCOME_H_
