// The words by which the fields of lists are known.
#ifndef PLENARY_SERVICES_INTERCHANGE_FIELD_NAMES_H_
#define PLENARY_SERVICES_INTERCHANGE_FIELD_NAMES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "plenary/v1/imports.pb.h"

namespace plenary::interchange {

// The heading of an exported column without what is particular to it; empty for a field that is not
// exported.
absl::string_view FieldName(v1::ImportField field, absl::string_view locale);

struct HeadingRule {
  v1::ImportField field;
  // Beginnings of words that must all be there; Chinese ones anywhere.
  std::vector<std::string> beginnings;
  bool is_whole = false;  // the words, all of them and no others
  bool is_weak = false;
  bool may_be_full = false;
  bool is_passport = false;
};

const std::vector<HeadingRule>& HeadingRules();

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_FIELD_NAMES_H_
