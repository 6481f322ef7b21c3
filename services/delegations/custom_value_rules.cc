#include "services/delegations/custom_value_rules.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "services/names/clean.h"
#include "services/names/sound.h"

namespace plenary::delegations {
namespace {

using Field = v1::CustomField;

constexpr int kMostCharacters = 1000;

int MostCharactersOf(const Field& field) {
  return field.max_length() > 0 ? field.max_length() : kMostCharacters;
}

// Every byte of UTF-8 but those that go on with a character begins one.
int64_t CharactersOf(absl::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

bool IsNumber(absl::string_view text, size_t most_digits) {
  return !text.empty() && text.size() <= most_digits &&
         std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// The day as it is kept; nullopt where the calendar has no such day.
absl::optional<std::string> DayOf(absl::string_view year, absl::string_view month,
                                  absl::string_view day) {
  int y = 0;
  int m = 0;
  int d = 0;
  if (year.size() != 4 || !IsNumber(year, 4) || !IsNumber(month, 2) || !IsNumber(day, 2) ||
      !absl::SimpleAtoi(year, &y) || !absl::SimpleAtoi(month, &m) || !absl::SimpleAtoi(day, &d)) {
    return absl::nullopt;
  }
  const absl::CivilDay civil(y, m, d);
  // A civil day turns 30 February into 2 March.
  if (y < 1 || civil.month() != m || civil.day() != d) return absl::nullopt;
  return absl::StrFormat("%04d-%02d-%02d", y, m, d);
}

// A date as people write it.
absl::optional<std::string> DateOf(absl::string_view written) {
  // Spreadsheets show a date as the beginning of its day.
  const absl::string_view date = written.substr(0, written.find_first_of("T "));
  std::vector<absl::string_view> parts = absl::StrSplit(date, '-');
  if (parts.size() == 3) return DayOf(parts[0], parts[1], parts[2]);
  parts = absl::StrSplit(date, absl::ByAnyChar("./"));
  if (parts.size() == 3) return DayOf(parts[2], parts[1], parts[0]);
  return absl::nullopt;
}

bool IsOneOf(absl::string_view word, absl::Span<const absl::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](absl::string_view each) { return names::Fold(each) == word; });
}

// "true" or "false".
absl::optional<std::string> TruthOf(absl::string_view written) {
  static constexpr absl::string_view kYes[] = {"true", "yes", "y", "да", "так", "是", "1", "+"};
  static constexpr absl::string_view kNo[] = {"false", "no", "n", "нет", "не", "否", "0", "-"};
  if (written == "+") return "true";
  if (written == "-") return "false";
  const std::string word = names::Fold(written);
  if (IsOneOf(word, kYes)) return "true";
  if (IsOneOf(word, kNo)) return "false";
  return absl::nullopt;
}

bool IsNamed(const Field::Choice& choice, absl::string_view folded) {
  return names::Fold(choice.id()) == folded ||
         std::any_of(
             choice.display_names().begin(), choice.display_names().end(),
             [&](const v1::LocalizedText& name) { return names::Fold(name.text()) == folded; });
}

// The id of the choice that people name; nullopt where none or several have that name.
absl::optional<std::string> ChoiceOf(const Field& field, absl::string_view written) {
  const std::string folded = names::Fold(written);
  absl::optional<std::string> found;
  for (const Field::Choice& choice : field.choices()) {
    if (choice.id() == written) return choice.id();
    if (!IsNamed(choice, folded)) continue;
    if (found) return absl::nullopt;
    found = choice.id();
  }
  return found;
}

bool HasChoice(const Field& field, absl::string_view id) {
  return std::any_of(field.choices().begin(), field.choices().end(),
                     [&](const Field::Choice& choice) { return choice.id() == id; });
}

std::string ChoicesOf(const Field& field) {
  return absl::StrJoin(field.choices(), ", ", [](std::string* out, const Field::Choice& choice) {
    out->append(choice.id());
  });
}

// A protobuf map has no order, and errors should come in the same one each time.
std::map<std::string, std::string> AnswersOf(const v1::Participant& participant) {
  return {participant.custom_values().begin(), participant.custom_values().end()};
}

// "participant.custom_values[shirt-size]".
std::string PathOf(absl::string_view field, absl::string_view id) {
  return absl::StrCat(field, field.empty() ? "" : ".", "custom_values[", id, "]");
}

std::string FaultIn(const v1::Event& event, const v1::Participant& participant,
                    const std::string& id, const std::string& value) {
  const Field* const field = FindCustomField(event, id);
  if (field == nullptr) return "this event has no such custom field";
  if (!IsAskedIn(*field, participant.category())) {
    return absl::StrCat("is not asked in ", participant.category());
  }
  return FaultOf(*field, value);
}

}  // namespace

const Field* FindCustomField(const v1::Event& event, absl::string_view id) {
  for (const Field& field : event.custom_fields()) {
    if (field.id() == id) return &field;
  }
  return nullptr;
}

bool IsAskedIn(const Field& field, absl::string_view category) {
  const auto& asked = field.categories();
  return asked.empty() || std::find(asked.begin(), asked.end(), category) != asked.end();
}

std::string FaultOf(const Field& field, absl::string_view value) {
  switch (field.type()) {
    case Field::CHOICE:
      return HasChoice(field, value) ? "" : absl::StrCat("must be one of ", ChoicesOf(field));
    case Field::DATE:
      return DateOf(value) == std::string(value) ? "" : "must be a date, such as 2023-04-18";
    case Field::YES_NO:
      return value == "true" || value == "false" ? "" : "must be true or false";
    default:
      break;
  }
  const int64_t characters = CharactersOf(value);
  const int most = MostCharactersOf(field);
  if (characters <= most) return "";
  return absl::StrCat("must have at most ", most, " characters, not ", characters);
}

ReadAnswer ReadCustomValue(const Field& field, absl::string_view written) {
  const std::string text = names::Clean(written).text;
  if (text.empty()) return {};
  absl::optional<std::string> value = text;
  if (field.type() == Field::CHOICE) value = ChoiceOf(field, text);
  if (field.type() == Field::DATE) value = DateOf(text);
  if (field.type() == Field::YES_NO) value = TruthOf(text);
  ReadAnswer read;
  read.value = value.value_or(text);
  read.fault = FaultOf(field, read.value);
  return read;
}

bool SameAnswers(const v1::Participant& a, const v1::Participant& b) {
  return AnswersOf(a) == AnswersOf(b);
}

void DropEmptyAnswers(v1::Participant& participant) {
  auto& values = *participant.mutable_custom_values();
  for (auto each = values.begin(); each != values.end();) {
    each = each->second.empty() ? values.erase(each) : std::next(each);
  }
}

void CheckAnswers(const v1::Event& event, const v1::Participant& participant,
                  const v1::Participant& before, absl::string_view field,
                  base::FieldErrors& errors) {
  for (const auto& [id, value] : AnswersOf(participant)) {
    const auto known = before.custom_values().find(id);
    if (known != before.custom_values().end() && known->second == value) continue;
    const std::string fault = FaultIn(event, participant, id, value);
    if (!fault.empty()) errors.Add(PathOf(field, id), fault);
  }
}

void CheckRequiredAnswers(const v1::Event& event, const v1::Participant& participant,
                          absl::string_view field, base::FieldErrors& errors) {
  for (const Field& asked : event.custom_fields()) {
    if (!asked.required() || !IsAskedIn(asked, participant.category()) ||
        participant.custom_values().contains(asked.id())) {
      continue;
    }
    errors.Add(PathOf(field, asked.id()), "must be answered before the nomination");
  }
}

void DropUnfitAnswers(const v1::Event& event, v1::Participant& participant) {
  auto& values = *participant.mutable_custom_values();
  for (auto each = values.begin(); each != values.end();) {
    const bool fits = FaultIn(event, participant, each->first, each->second).empty();
    each = fits ? std::next(each) : values.erase(each);
  }
}

}  // namespace plenary::delegations
