// The text of a schedule.xml, whatever encoding it comes in.
#ifndef PLENARY_SERVICES_INTERCHANGE_CONFERENCE_ENCODING_H_
#define PLENARY_SERVICES_INTERCHANGE_CONFERENCE_ENCODING_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace plenary::interchange {

struct ConferenceSource {
  std::string utf8;      // without a byte order mark, and blanks in place of its XML declaration
  std::string declared;  // the encoding, as its XML declaration says; empty where it says none
  std::string actual;    // "UTF-8", "UTF-16LE", "windows-1251"
  // What was read is not what is declared.
  bool differs = false;
};

// Reads `bytes` in the encoding of their byte order mark, or else as declared: UTF-8, UTF-16, the
// encodings of one byte for Latin and Cyrillic, those of Chinese, Japanese and Korean. Bytes that
// are UTF-8 beyond doubt, having longer characters, are read as that whatever they declare: any
// other reading would be gibberish that nobody notices until the programme is printed.
//
// INVALID_ARGUMENT: SCHEDULE_UNREADABLE, with `line`, for bytes that are not in that encoding and
// for an encoding not named above.
absl::StatusOr<ConferenceSource> ReadConferenceEncoding(absl::string_view bytes);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CONFERENCE_ENCODING_H_
