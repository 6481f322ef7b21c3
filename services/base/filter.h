// Filters of lists: a subset of AIP-160 over declared fields, compiled to SQL.
//
//   filter      = [ expression ]
//   expression  = sequence { "AND" sequence }
//   sequence    = factor { factor }              side by side means AND
//   factor      = term { "OR" term }             OR binds tighter than AND, as AIP-160 has it
//   term        = [ "NOT" | "-" ] ( comparison | "(" expression ")" )
//   comparison  = field operator value
//   operator    = "=" | "!=" | "<" | "<=" | ">" | ">=" | ":"
//   value       = a bare word, or a text in "…" or '…' with \" \' \\ \n \t
//
// Texts take every operator; `field:"Ku"` means "begins with Ku", `field:*` "is not empty".
// Numbers and times (RFC 3339, quoted or bare) take the first six, truths (true, false) and enum
// values (by name or number) "=" and "!=". A field is made of letters, digits, "_", "." and, not in
// front, "-".
#ifndef PLENARY_SERVICES_BASE_FILTER_H_
#define PLENARY_SERVICES_BASE_FILTER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/base/list_query.h"

namespace plenary::base {

// A condition for WHERE; empty where the filter is.
struct Condition {
  std::string sql;
  std::vector<SqlValue> params;
};

// The condition that `filter` stands for. Values are only in `params`, numbered from `$first`.
// INVALID_ARGUMENT: INVALID_FILTER, with what is wrong, where (metadata `position`, the byte from
// 1) and metadata `allowedFields`: unknown field or enum value, value of another type, operator
// the field does not take, over 2,000 bytes, over 100 comparisons, nesting over 16, not UTF-8.
absl::StatusOr<Condition> CompileFilter(absl::string_view filter,
                                        const std::vector<FilterField>& fields, int first);

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_FILTER_H_
