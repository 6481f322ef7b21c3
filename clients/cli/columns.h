// What of a resource stands in a table.
#ifndef PLENARY_CLIENTS_CLI_COLUMNS_H_
#define PLENARY_CLIENTS_CLI_COLUMNS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace plenary::cli {

// How fields are written.
struct Style {
  // Which of several names is shown; else English, else the first.
  std::string language = "en";
  // "kursk" instead of "events/tibo-2023/delegations/kursk".
  bool short_names = true;
  // The zone of times in a resource that has none of its own.
  absl::TimeZone time_zone = absl::UTCTimeZone();
  // Times to the minute in the zone of their event ("2023-04-18 09:00"), for people; else as RFC
  // 3339 has it, in UTC.
  bool times_for_people = true;
};

// A column of a table.
struct TableColumn {
  std::string heading;
  std::string path;  // of the field: "interval.start_time"
};

// Whether resources of this type are shown in tables.
bool HasColumns(const google::protobuf::Descriptor& type);
// The headings of its table, in order.
std::vector<std::string> Headings(const google::protobuf::Descriptor& type);
// The cells of one resource, as many as there are headings.
std::vector<std::string> Cells(const google::protobuf::Message& resource, const Style& style);

// Every field that is set, at any depth: {"venue.localities[ru]", "Минск"}.
std::vector<std::vector<std::string>> AllFields(const google::protobuf::Message& message,
                                                const Style& style);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_COLUMNS_H_
