// A full name in one cell, taken apart.
#ifndef PLENARY_SERVICES_NAMES_FULL_NAME_H_
#define PLENARY_SERVICES_NAMES_FULL_NAME_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace plenary::names {

struct FullName {
  std::string family, given, patronymic;
  bool is_uncertain = false;
  std::string why_uncertain = {};  // for people; empty where is_uncertain is false
};

// Takes a name apart by what it shows: a comma ("Ivanov, Ivan"), capitals ("IVANOV Ivan"), a
// patronymic ("Иван Иванович Иванов", "Мамед оглы"), initials ("И. И. Иванов"), particles ("van
// der Berg"), names that everybody has ("Ivan Ivanov"), endings, Chinese family names (王小明, "Ван
// Сяомин"). Where nothing shows, the custom of the script and of `language_hint` (BCP 47, may be
// empty) decides, and the answer is uncertain.
//
// The text is cleaned; honorifics and degrees are left out, and so is what stands in brackets or
// follows a whole name after a comma (uncertain). Words in capitals only come out capitalised
// ("Прим-Кузьмина"). Initials stay, each as a capital and a full stop: given "И.", patronymic "И.".
// A single word is a family name, uncertain. A given name with a patronymic alone has no family
// name, uncertain.
//
// INVALID_ARGUMENT: no name is left. Thread-safe.
absl::StatusOr<FullName> SplitFullName(absl::string_view text, absl::string_view language_hint);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_FULL_NAME_H_
