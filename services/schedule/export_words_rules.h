// The words of exported files, in the language of their readers: ru, be, zh, else English.
#ifndef PLENARY_SERVICES_SCHEDULE_EXPORT_WORDS_RULES_H_
#define PLENARY_SERVICES_SCHEDULE_EXPORT_WORDS_RULES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "plenary/v1/schedule.pb.h"

namespace plenary::schedule {

// What a line is: «доклад», "meeting".
std::string KindWord(const v1::ProgrammeItem& item, absl::string_view language);
// Where it stands; empty for what is released, as nearly everything is.
std::string StateWord(v1::ActivityState state, absl::string_view language);
// «синхронный перевод»; empty for none.
std::string InterpretationWord(v1::InterpretationMode mode, absl::string_view language);

// What stands in front of an enumeration in a description.
enum class Label {
  kSpeakers,
  kModerators,
  kParties,
  kLanguages,
  kAttendees,
  kVehicles,
  kInterpreters,
  kResponsible,
  kPhones,
};
std::string LabelWord(Label label, absl::string_view language);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_EXPORT_WORDS_RULES_H_
