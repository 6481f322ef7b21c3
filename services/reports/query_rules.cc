#include "services/reports/query_rules.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/json_util.h"

namespace plenary::reports {

v1::ReportQuery QueryOf(const google::protobuf::Message& request, v1::ReportQuery::Reading reading,
                        absl::string_view field) {
  const google::protobuf::Descriptor& type = *request.GetDescriptor();
  v1::ReportQuery query;
  query.set_method(absl::StrCat(type.file()->service(0)->full_name(), "/",
                                absl::StripSuffix(type.name(), "Request")));
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  // Fails for messages with an Any of an unknown type alone, which no such request has.
  (void)google::protobuf::util::MessageToJsonString(request, query.mutable_request(), options);
  query.set_reading(reading);
  query.set_field(std::string(field));
  return query;
}

v1::ReportNumber Counted(absl::string_view key, int64_t count, Queries queries) {
  v1::ReportNumber number;
  number.set_key(std::string(key));
  number.set_value(absl::StrCat(count));
  *number.mutable_queries() = {queries.begin(), queries.end()};
  return number;
}

v1::ReportNumber Told(absl::string_view key, absl::string_view value, absl::string_view unit,
                      v1::ReportQuery query, v1::Figure::Status status) {
  v1::ReportNumber number;
  number.set_key(std::string(key));
  number.set_value(std::string(value));
  number.set_unit(std::string(unit));
  number.set_status(status);
  *number.add_queries() = std::move(query);
  return number;
}

v1::Figure::Status Looser(v1::Figure::Status a, v1::Figure::Status b) {
  const auto looseness = [](v1::Figure::Status status) {
    switch (status) {
      case v1::Figure::ILLUSTRATIVE:
        return 3;
      case v1::Figure::PRELIMINARY:
        return 2;
      case v1::Figure::FINAL:
        return 1;
      default:
        return 0;
    }
  };
  return looseness(a) < looseness(b) ? b : a;
}

std::string Quoted(absl::string_view text) {
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"\"", "\\\""}}), "\"");
}

std::string Both(absl::string_view a, absl::string_view b) {
  return absl::StrCat(a, a.empty() || b.empty() ? "" : " AND ", b);
}

std::string Between(absl::string_view field, absl::string_view first, absl::string_view last) {
  return absl::StrCat(field, " >= ", Quoted(first), " AND ", field, " <= ", Quoted(last));
}

}  // namespace plenary::reports
