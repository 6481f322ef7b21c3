#include "services/directory/rules.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/document_number.h"
#include "services/base/texts.h"
#include "services/names/clean.h"

namespace plenary::directory {
namespace {

constexpr int kFirstYear = 1900;

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

// A name's language, script and side: a person has one name for each.
std::tuple<std::string, std::string, std::string> FormOf(const v1::PersonName& name) {
  return {absl::AsciiStrToLower(name.language()), name.script(), name.side()};
}

// What nobody can see may not be in a name: nobody could find it again.
void CheckVisible(absl::string_view text, absl::string_view field, base::FieldErrors& errors) {
  const names::Cleaned cleaned = names::Clean(text);
  if (cleaned.had_direction) {
    errors.Add(field, "holds marks that turn the direction of writing; leave them out");
  } else if (cleaned.had_invisible) {
    errors.Add(field,
               "holds characters that cannot be seen, such as a zero-width space or a "
               "control character; leave them out");
  }
}

void CheckLetters(absl::string_view text, absl::string_view field, base::FieldErrors& errors) {
  CheckVisible(text, field, errors);
  const absl::optional<names::Homoglyphs> mixed = names::FindHomoglyphs(text);
  if (!mixed) return;
  errors.Add(field, absl::StrCat("mixes letters that look alike (", mixed->description,
                                 "); did you mean \"", mixed->repaired, "\"?"));
}

void CheckLettersOf(const v1::PersonName& name, absl::string_view field,
                    base::FieldErrors& errors) {
  CheckLetters(name.family_name(), absl::StrCat(field, ".family_name"), errors);
  CheckLetters(name.given_name(), absl::StrCat(field, ".given_name"), errors);
  CheckLetters(name.patronymic(), absl::StrCat(field, ".patronymic"), errors);
}

void CheckAllVisible(const google::protobuf::RepeatedPtrField<v1::LocalizedText>& texts,
                     absl::string_view field, base::FieldErrors& errors) {
  for (int i = 0; i < texts.size(); ++i) {
    CheckVisible(texts[i].text(), absl::StrCat(field, "[", i, "].text"), errors);
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
    CheckLettersOf(name, at, errors);
    if (!seen.insert(FormOf(name)).second) {
      errors.Add(at, "there is another name in this language and script of this side; keep one");
    }
  }
}

void CheckDocumentNumber(absl::string_view number, absl::string_view field,
                         base::FieldErrors& errors) {
  if (base::NormalizedDocumentNumber(number)) return;
  errors.Add(field,
             "must be Latin letters A-Z and digits, as the lines for machines at the foot of the "
             "page have them; Cyrillic letters that look like them are others");
}

void CheckPassport(const v1::Passport& passport, absl::CivilDay today, absl::string_view field,
                   base::FieldErrors& errors) {
  CheckDocumentNumber(passport.number(), absl::StrCat(field, ".number"), errors);
  if (!passport.personal_number().empty()) {
    CheckDocumentNumber(passport.personal_number(), absl::StrCat(field, ".personal_number"),
                        errors);
  }
  const absl::optional<absl::CivilDay> issued = DayOf(passport.issue_date());
  const absl::optional<absl::CivilDay> expires = DayOf(passport.expiry_date());
  if (passport.has_issue_date() && (!issued || *issued > today)) {
    errors.Add(absl::StrCat(field, ".issue_date"), "must be a whole date, today at the latest");
  }
  if (passport.has_expiry_date() && !expires) {
    errors.Add(absl::StrCat(field, ".expiry_date"), "must be a whole date");
  }
  if (issued && expires && *expires <= *issued) {
    errors.Add(absl::StrCat(field, ".expiry_date"), "must be later than the date of issue");
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
  // Companies may mix scripts in their names.
  CheckAllVisible(organization.display_names(), names, errors);
  CheckAllVisible(organization.short_names(), absl::StrCat(field, ".short_names"), errors);
  CheckAllVisible(organization.alternative_names(), absl::StrCat(field, ".alternative_names"),
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
  CheckLettersOf(person.latin_name(), latin, errors);
  base::CheckOneTextPerLanguage(person.job_titles(), absl::StrCat(field, ".job_titles"), errors);
}

absl::optional<absl::CivilDay> DayOf(const google::type::Date& date) {
  if (date.year() < kFirstYear) return absl::nullopt;
  const absl::CivilDay day(date.year(), date.month(), date.day());
  // Of a date that doesn't exist CivilDay makes another one.
  if (day.year() != date.year() || day.month() != date.month() || day.day() != date.day()) {
    return absl::nullopt;
  }
  return day;
}

void CheckProtected(const v1::Person& person, absl::Time now, absl::string_view field,
                    base::FieldErrors& errors) {
  const absl::CivilDay today = absl::ToCivilDay(now, absl::UTCTimeZone());
  if (person.has_birth_date()) {
    const absl::optional<absl::CivilDay> day = DayOf(person.birth_date());
    if (!day || *day > today) {
      errors.Add(absl::StrCat(field, ".birth_date"),
                 absl::StrCat("must be a whole date, with year, month and day, from ", kFirstYear,
                              " to today"));
    }
  }
  if (person.has_passport()) {
    CheckPassport(person.passport(), today, absl::StrCat(field, ".passport"), errors);
  }
}

void FillFrom(const v1::Person& duplicate, v1::Person& person) {
  const auto has_name = [&](const v1::PersonName& name) {
    const auto& own = person.names();
    return std::any_of(own.begin(), own.end(),
                       [&](const v1::PersonName& each) { return FormOf(each) == FormOf(name); });
  };
  for (const v1::PersonName& name : duplicate.names()) {
    if (!has_name(name)) *person.add_names() = name;
  }
  const auto has_title = [&](const v1::LocalizedText& title) {
    const auto& own = person.job_titles();
    return std::any_of(own.begin(), own.end(), [&](const v1::LocalizedText& each) {
      return absl::EqualsIgnoreCase(each.language(), title.language()) &&
             each.side() == title.side();
    });
  };
  for (const v1::LocalizedText& title : duplicate.job_titles()) {
    if (!has_title(title)) *person.add_job_titles() = title;
  }
  for (const std::string& language : duplicate.languages()) {
    const auto& own = person.languages();
    if (std::find(own.begin(), own.end(), language) == own.end()) person.add_languages(language);
  }
  if (!person.has_latin_name() && duplicate.has_latin_name()) {
    *person.mutable_latin_name() = duplicate.latin_name();
  }
  if (person.organization().empty()) person.set_organization(duplicate.organization());
  if (person.country_code().empty()) person.set_country_code(duplicate.country_code());
  if (person.work_email().empty()) person.set_work_email(duplicate.work_email());
  if (person.work_phone().empty()) person.set_work_phone(duplicate.work_phone());
  person.add_aliases(duplicate.name());
  person.mutable_aliases()->MergeFrom(duplicate.aliases());
}

}  // namespace plenary::directory
