// Values of the schedule as people type them: "hall-1", "p1:speaker", "30m",
// "opening=10:00@hall-2".
#ifndef PLENARY_CLIENTS_CLI_SCHEDULE_VALUES_H_
#define PLENARY_CLIENTS_CLI_SCHEDULE_VALUES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "clients/cli/values.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace plenary::cli {

// Whether the times of a request are those of an event: of its schedule, of meeting requests, of
// planning.
bool IsOfSchedule(const google::protobuf::Descriptor& request);

// How a value of this type is written: "ASSET[=UNITS]"; empty where it cannot be on one line.
std::string ScheduleForm(const google::protobuf::Descriptor& type);

// Sets a value of such a type from a text in its form. INVALID_ARGUMENT: says what was expected.
absl::Status SetScheduleValue(google::protobuf::Message& value, absl::string_view text,
                              const Reading& reading);

// "20m", "1h30m", or minutes alone: "20".
absl::StatusOr<absl::Duration> ParseLength(absl::string_view text);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_SCHEDULE_VALUES_H_
