// Values of negotiations, protocols, control, figures and trips as people type and read them:
// "p1:theirs:head", "quarter:2025-12-31", "2023-Q3", "order:9@2021-12-03".
#ifndef PLENARY_CLIENTS_CLI_THREAD_VALUES_H_
#define PLENARY_CLIENTS_CLI_THREAD_VALUES_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "clients/cli/values.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "plenary/v1/indicators.pb.h"

namespace plenary::cli {

// Whether it is a text with its language beside it, of whatever length.
bool IsTextInALanguage(const google::protobuf::Descriptor& type);

// How a value of this type is written: "DATE|PERIOD:UNTIL[:FROM]"; empty where it is none of these.
std::string ThreadForm(const google::protobuf::Descriptor& type);

// Sets a value of such a type from a text in its form. INVALID_ARGUMENT: says what was expected.
absl::Status SetThreadValue(google::protobuf::Message& value, absl::string_view text,
                            const Reading& reading);

// How a value of such a type is read in a table, with the names in it as `shown` writes them;
// nullopt where a table has no such value.
absl::optional<std::string> ThreadText(const google::protobuf::Message& value,
                                       const std::function<std::string(const std::string&)>& shown);

// "2023", "2023-Q3", "2023-09", "2023-01/09".
std::string PeriodText(const v1::FigurePeriod& period);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_THREAD_VALUES_H_
