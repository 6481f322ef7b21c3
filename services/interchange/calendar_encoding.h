// The encoding of a calendar file.
#ifndef PLENARY_SERVICES_INTERCHANGE_CALENDAR_ENCODING_H_
#define PLENARY_SERVICES_INTERCHANGE_CALENDAR_ENCODING_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace plenary::interchange {

// The text of `bytes` without its byte order mark: UTF-16, and windows-1251 that makes Cyrillic
// words, as UTF-8 in `decoded`; all else as it is, bytes that are no UTF-8 included.
// INVALID_ARGUMENT: CALENDAR_UNREADABLE for what is marked as UTF-16 and isn't.
absl::StatusOr<absl::string_view> DecodeCalendar(absl::string_view bytes, std::string& decoded);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CALENDAR_ENCODING_H_
