// Field values as people type them.
#ifndef PLENARY_CLIENTS_CLI_VALUES_H_
#define PLENARY_CLIENTS_CLI_VALUES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace plenary::cli {

// What a text without a language or an offset means.
struct Reading {
  std::string language = "en";
  absl::TimeZone time_zone = absl::UTCTimeZone();
  // The day of a time of day alone, "10:00".
  absl::optional<absl::CivilDay> day = {};
};

// A text in a language, of one side's usage or of nobody's: "ru=Минск", "zh@BY=白罗斯"; without a
// language in that of the reading.
struct Spoken {
  std::string language;
  std::string side;
  std::string text;
};
Spoken ParseSpoken(absl::string_view text, const Reading& reading);

// Whether a field can be given by one flag, and how its value is written: "LANG[@SIDE]=TEXT",
// "TIME"; empty where it cannot.
std::string ValueForm(const google::protobuf::FieldDescriptor& field);

// Sets a field, or adds to it where it is repeated, from one text in that form.
// INVALID_ARGUMENT: says what was expected.
absl::Status SetValue(google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor& field, absl::string_view text,
                      const Reading& reading);

// "2023-04-18T09:00:00+03:00", or in the zone of `reading` "2023-04-18 09:00", "2023-04-18" or, on
// its day, "09:00".
absl::StatusOr<absl::Time> ParseTime(absl::string_view text, const Reading& reading);

// "COMPANY_REPRESENTATIVE" as people type and read it: "company-representative".
std::string EnumText(absl::string_view enum_name);
// And back: the value's name, whatever its case. INVALID_ARGUMENT names those there are.
absl::StatusOr<std::string> EnumName(const google::protobuf::EnumDescriptor& type,
                                     absl::string_view text);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_VALUES_H_
