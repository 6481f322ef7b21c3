#include "services/directory/rules.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/texts.h"

namespace plenary::directory {
namespace {

// ISO 15924: "Cyrl".
bool IsScript(absl::string_view script) {
  return script.size() == 4 && absl::ascii_isupper(script[0]) &&
         std::all_of(script.begin() + 1, script.end(), absl::ascii_islower);
}

void CheckScript(const v1::PersonName& name, absl::string_view field, base::FieldErrors& errors) {
  if (!name.script().empty() && !IsScript(name.script())) {
    errors.Add(absl::StrCat(field, ".script"),
               "must be an ISO 15924 code of four letters, such as Cyrl or Latn");
  }
}

void CheckPersonNames(const v1::Person& person, absl::string_view field,
                      base::FieldErrors& errors) {
  if (person.names().empty()) errors.Add(field, "must hold at least one name");
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  for (int i = 0; i < person.names_size(); ++i) {
    const v1::PersonName& name = person.names(i);
    const std::string at = absl::StrCat(field, "[", i, "]");
    CheckScript(name, at, errors);
    if (!seen.emplace(absl::AsciiStrToLower(name.language()), name.script(), name.side()).second) {
      errors.Add(at, "there is another name in this language and script of this side; keep one");
    }
  }
}

}  // namespace

void CheckOrganization(const v1::Organization& organization, absl::string_view field,
                       base::FieldErrors& errors) {
  const std::string names = absl::StrCat(field, ".display_names");
  if (organization.display_names().empty()) errors.Add(names, "must hold at least one name");
  base::CheckOneTextPerLanguage(organization.display_names(), names, errors);
  base::CheckOneTextPerLanguage(organization.short_names(), absl::StrCat(field, ".short_names"),
                                errors);
  base::CheckSubdivisionOf(organization.country_code(), organization.subdivision_code(),
                           absl::StrCat(field, ".subdivision_code"), errors);
}

void CheckPerson(const v1::Person& person, absl::string_view field, base::FieldErrors& errors) {
  CheckPersonNames(person, absl::StrCat(field, ".names"), errors);
  const std::string latin = absl::StrCat(field, ".latin_name");
  CheckScript(person.latin_name(), latin, errors);
  if (IsScript(person.latin_name().script()) && person.latin_name().script() != "Latn") {
    errors.Add(absl::StrCat(latin, ".script"), "must be Latn or empty");
  }
  base::CheckOneTextPerLanguage(person.job_titles(), absl::StrCat(field, ".job_titles"), errors);
}

std::string SortNameOf(const v1::Person& person) {
  if (person.names().empty()) return "";
  const v1::PersonName& name = person.names(0);
  std::string sort_name = name.family_name();
  for (const std::string& part : {name.given_name(), name.patronymic()}) {
    if (!part.empty()) absl::StrAppend(&sort_name, sort_name.empty() ? "" : " ", part);
  }
  return sort_name;
}

}  // namespace plenary::directory
