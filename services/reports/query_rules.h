// The queries behind the numbers of a report, as somebody may repeat them. Pure.
#ifndef PLENARY_SERVICES_REPORTS_QUERY_RULES_H_
#define PLENARY_SERVICES_REPORTS_QUERY_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "plenary/v1/indicators.pb.h"
#include "plenary/v1/reports.pb.h"

namespace plenary::reports {

using Queries = std::vector<v1::ReportQuery>;

// A call of the method whose request this is, of the service that is declared beside it.
v1::ReportQuery QueryOf(const google::protobuf::Message& request, v1::ReportQuery::Reading reading,
                        absl::string_view field = "");
// How many resources a list holds.
inline v1::ReportQuery CountOf(const google::protobuf::Message& request) {
  return QueryOf(request, v1::ReportQuery::COUNT);
}

v1::ReportNumber Counted(absl::string_view key, int64_t count, Queries queries);
// What a field of an answer says: a figure, an amount, a percentage.
v1::ReportNumber Told(absl::string_view key, absl::string_view value, absl::string_view unit,
                      v1::ReportQuery query,
                      v1::Figure::Status status = v1::Figure::STATUS_UNSPECIFIED);

// Of two, the one that promises less.
v1::Figure::Status Looser(v1::Figure::Status a, v1::Figure::Status b);

// A text as a filter has it: "\"events/tibo-2023\"".
std::string Quoted(absl::string_view text);
// Both conditions; either may be empty.
std::string Both(absl::string_view a, absl::string_view b);
// `field` from `first` to `last`, both included.
std::string Between(absl::string_view field, absl::string_view first, absl::string_view last);

}  // namespace plenary::reports

#endif  // PLENARY_SERVICES_REPORTS_QUERY_RULES_H_
