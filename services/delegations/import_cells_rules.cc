#include "services/delegations/import_cells_rules.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/errors.h"
#include "services/delegations/custom_value_rules.h"
#include "services/delegations/import_words_rules.h"
#include "services/interchange/cells.h"
#include "services/names/clean.h"
#include "unicode/uchar.h"
#include "unicode/uscript.h"
#include "unicode/utf8.h"

namespace plenary::delegations {
namespace {

using google::protobuf::Timestamp;
using google::protobuf::util::TimeUtil;
using Reject = v1::ImportReject;

// Letters of a text, counted by script.
struct Letters {
  int latin = 0;
  int cyrillic = 0;
  int han = 0;
  bool is_belarusian = false;  // has a letter that Russian lacks
};

Letters CountLetters(absl::string_view text) {
  Letters letters;
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, size, c);
    if (c < 0) continue;
    switch (u_getIntPropertyValue(c, UCHAR_SCRIPT)) {
      case USCRIPT_LATIN:
        ++letters.latin;
        break;
      case USCRIPT_CYRILLIC:
        ++letters.cyrillic;
        if (c == U'і' || c == U'І' || c == U'ў' || c == U'Ў') letters.is_belarusian = true;
        break;
      case USCRIPT_HAN:
        ++letters.han;
        break;
      default:
        break;
    }
  }
  return letters;
}

// Languages that lists have and that are written in Cyrillic, and in Chinese characters.
bool IsCyrillic(absl::string_view primary) {
  static constexpr absl::string_view kAll[] = {"ru", "be", "uk", "kk", "ky", "tg",
                                               "mn", "bg", "mk", "sr", "tt"};
  return std::find(std::begin(kAll), std::end(kAll), primary) != std::end(kAll);
}
bool IsHan(absl::string_view primary) { return primary == "zh" || primary == "ja"; }

bool CanBe(const Letters& letters, absl::string_view language) {
  const std::string primary = absl::AsciiStrToLower(language.substr(0, language.find('-')));
  const int most = std::max({letters.latin, letters.cyrillic, letters.han});
  if (most == 0) return true;
  if (IsCyrillic(primary) && primary != "sr") return letters.cyrillic == most;
  if (IsHan(primary)) return letters.han > 0;
  return letters.latin == most || primary == "sr";
}

// Whether what stands in such a column matters.
bool IsRead(v1::ImportField field) {
  switch (field) {
    case v1::IMPORT_FIELD_UNSPECIFIED:
    case v1::IGNORED:
    case v1::ROW_NUMBER:
    case v1::STATE:
    case v1::ATTENDANCE:
      return false;
    default:
      return true;
  }
}

absl::Status Malformed(absl::string_view message, base::Metadata metadata = {}) {
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_FIELDS, message,
                      std::move(metadata));
}

bool IsEmail(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '@');
  return parts.size() == 2 && !parts[0].empty() && absl::StrContains(parts[1], '.') &&
         !absl::StartsWith(parts[1], ".") && !absl::EndsWith(parts[1], ".") &&
         text.find_first_of(" \t\r\n,;<>()") == absl::string_view::npos;
}

const v1::CustomField* FieldOf(absl::string_view id, const ListReading& reading) {
  for (const v1::CustomField& field : reading.custom_fields) {
    if (field.id() == id) return &field;
  }
  return nullptr;
}

}  // namespace

std::string LanguageOf(absl::string_view text, absl::string_view said) {
  const Letters letters = CountLetters(text);
  if (!said.empty() && CanBe(letters, said)) return std::string(said);
  if (letters.han > 0) return "zh";
  if (letters.cyrillic > letters.latin) return letters.is_belarusian ? "be" : "ru";
  return "en";
}

std::string OneLine(absl::string_view text) { return names::Clean(text).text; }

std::string SeveralLines(absl::string_view text) {
  return std::string(
      absl::StripAsciiWhitespace(absl::StrReplaceAll(text, {{"\r\n", "\n"}, {"\r", "\n"}})));
}

bool IsSameText(absl::string_view a, absl::string_view b) {
  return a == b || OneLine(a) == OneLine(b);
}

std::string TimeText(const Timestamp& time, absl::TimeZone zone) {
  const absl::Time instant = absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
  const bool has_seconds = absl::ToCivilSecond(instant, zone).second() != 0;
  return absl::FormatTime(has_seconds ? "%Y-%m-%d %H:%M:%S" : "%Y-%m-%d %H:%M", instant, zone);
}

CellReader::CellReader(const interchange::TableRow& row, const ListReading& reading,
                       bool repairs_lookalikes)
    : row_(row), reading_(reading), repairs_lookalikes_(repairs_lookalikes) {}

std::string CellReader::LanguageIn(const v1::ImportColumn& column, absl::string_view text) const {
  if (trusts_languages_ && !column.language().empty()) return column.language();
  return LanguageOf(text, column.language().empty() ? reading_.language : column.language());
}

std::string CellReader::TextOf(const v1::ImportColumn& column) {
  if (!IsRead(column.field())) return "";
  const auto index = static_cast<size_t>(column.index());
  for (const interchange::CellProblem& problem : row_.problems) {
    if (problem.column + 1 != column.index()) continue;
    Add(column.index(), Reject::REJECTED,
        base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_FORMULA_WITHOUT_VALUE,
                     problem.description),
        problem.description);
    return "";
  }
  if (index == 0 || index > row_.cells.size()) return "";
  const absl::string_view text = interchange::ReadPlain(row_.cells[index - 1]);
  return names::Clean(text).text.empty() ? "" : std::string(text);
}

void CellReader::Add(int index, Reject::Severity severity, const absl::Status& error,
                     absl::string_view remedy) {
  problems_.push_back(MakeReject({row_, reading_.columns, said_}, index, severity, error, remedy));
}

void CellReader::Reject(const v1::ImportColumn& column, absl::string_view message,
                        absl::string_view remedy) {
  Add(column.index(), v1::ImportReject::REJECTED, Malformed(message), remedy);
}

void CellReader::Remark(int index, absl::string_view message, absl::string_view remedy) {
  Add(index, v1::ImportReject::REMARK, Malformed(message), remedy);
}

std::string CellReader::Name(const v1::ImportColumn& column, absl::string_view text) {
  const names::Cleaned clean = names::Clean(text);
  if (clean.had_invisible || clean.had_direction) {
    Remark(column.index(),
           clean.had_direction ? "the name held marks that turn the direction of writing"
                               : "the name held characters that cannot be seen",
           "They were left out; nothing is to be done.");
  }
  const absl::optional<names::Homoglyphs> lookalikes = names::FindHomoglyphs(clean.text);
  if (!lookalikes) return clean.text;
  const absl::Status found = base::Refuse(
      absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_LOOKALIKE_LETTERS,
      absl::StrCat(lookalikes->description, ": probably «", lookalikes->repaired, "» is meant"),
      {{"repaired", lookalikes->repaired}, {"letters", absl::StrCat(lookalikes->count)}});
  if (repairs_lookalikes_) {
    Add(column.index(), Reject::REMARK, found,
        "The letters were exchanged as proposed; nothing is to be done.");
    return lookalikes->repaired;
  }
  Add(column.index(), Reject::QUESTION, found,
      absl::StrCat("Import again with lookalike letters repaired, or write «", lookalikes->repaired,
                   "»."));
  return lookalikes->repaired;
}

std::string CellReader::Email(const v1::ImportColumn& column, absl::string_view text) {
  std::vector<std::string> addresses;
  for (absl::string_view piece :
       absl::StrSplit(OneLine(text), absl::ByAnyChar(" ,;"), absl::SkipEmpty())) {
    piece = absl::StripPrefix(piece, "mailto:");
    piece = absl::StripSuffix(absl::StripPrefix(piece, "<"), ">");
    addresses.emplace_back(piece);
  }
  if (addresses.empty() || !IsEmail(addresses.front())) {
    Reject(column, absl::StrCat("«", text, "» is no address of electronic mail"),
           "Write one address, such as name@example.org, or leave the cell empty.");
    return "";
  }
  if (addresses.size() > 1) {
    Remark(column.index(), "there are several addresses",
           absl::StrCat("The first was taken: ", addresses.front(), "."));
  }
  return addresses.front();
}

absl::optional<int64_t> CellReader::Number(const v1::ImportColumn& column, absl::string_view text,
                                           int64_t most) {
  int64_t number = 0;
  if (absl::SimpleAtoi(OneLine(text), &number) && number >= 0 && number <= most) return number;
  Reject(column, absl::StrCat("«", text, "» is no number from 0 to ", most),
         "Write a whole number, or leave the cell empty.");
  return absl::nullopt;
}

absl::optional<bool> CellReader::YesNo(const v1::ImportColumn& column, absl::string_view text) {
  const absl::StatusOr<bool> answer = interchange::ReadYesNo(OneLine(text));
  if (answer.ok()) return *answer;
  Reject(column, absl::StrCat("«", text, "» is neither yes nor no"),
         "Write yes or no (да, нет; так, не; 是, 否), or leave the cell empty.");
  return absl::nullopt;
}

absl::optional<google::type::Date> CellReader::Date(const v1::ImportColumn& column,
                                                    absl::string_view text) {
  const absl::StatusOr<absl::CivilDay> day = interchange::ReadDate(OneLine(text));
  if (!day.ok()) {
    Reject(column, day.status().message(), "Write the day as 12.04.1975 or 1975-04-12.");
    return absl::nullopt;
  }
  google::type::Date date;
  date.set_year(static_cast<int32_t>(day->year()));
  date.set_month(day->month());
  date.set_day(day->day());
  return date;
}

absl::optional<Timestamp> CellReader::Time(const v1::ImportColumn& column, absl::string_view text,
                                           bool is_end) {
  const absl::StatusOr<interchange::DateTime> read = interchange::ReadDateTime(OneLine(text));
  if (!read.ok()) {
    Reject(column, read.status().message(), "Write day and time as 18.04.2023 09:30.");
    return absl::nullopt;
  }
  absl::CivilSecond civil = read->time;
  if (!read->has_time && is_end) {
    civil = absl::CivilSecond(absl::CivilDay(civil) + 1);
  } else if (!read->has_time && column.field() != v1::STAY_START) {
    Remark(column.index(), "there is a day without a time of day",
           "00:00 was taken; write day and time as 18.04.2023 09:30.");
  }
  const absl::TimeZone::TimeInfo at = reading_.zone.At(civil);
  if (at.kind == absl::TimeZone::TimeInfo::SKIPPED) {
    Reject(column, absl::StrCat("«", text, "» does not exist: clocks are put forward then"),
           "Write a time that the clocks of the event show.");
    return absl::nullopt;
  }
  return TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(at.pre));
}

std::string CellReader::Country(const v1::ImportColumn& column, absl::string_view text) {
  const absl::optional<std::string> code = ReadCountry(OneLine(text));
  if (code) return *code;
  Reject(column, absl::StrCat("«", text, "» is no state that is known here"),
         "Write its name or its code of two letters (ISO 3166-1), such as BY.");
  return "";
}

std::vector<std::string> CellReader::Languages(const v1::ImportColumn& column,
                                               absl::string_view text) {
  std::vector<std::string> languages;
  for (const absl::string_view word :
       absl::StrSplit(OneLine(text), absl::ByAnyChar(",;/"), absl::SkipWhitespace())) {
    const absl::optional<std::string> language = ReadLanguage(word);
    if (!language) {
      Reject(column, absl::StrCat("«", word, "» is no language that is known here"),
             "Write names or codes separated by commas, such as «русский, английский» or ru, en.");
      return {};
    }
    if (std::find(languages.begin(), languages.end(), *language) == languages.end()) {
      languages.push_back(*language);
    }
  }
  return languages;
}

v1::LocalizedText CellReader::Localized(const v1::ImportColumn& column,
                                        absl::string_view text) const {
  v1::LocalizedText localized;
  localized.set_text(OneLine(text));
  localized.set_language(LanguageIn(column, localized.text()));
  localized.set_side(column.side());
  return localized;
}

absl::optional<std::string> CellReader::Answer(const v1::ImportColumn& column,
                                               absl::string_view text) {
  const v1::CustomField* field = FieldOf(column.custom_field(), reading_);
  if (field == nullptr) {
    Reject(column, absl::StrCat("the event has no custom field ", column.custom_field()),
           "Correct the columns of the import.");
    return absl::nullopt;
  }
  ReadAnswer answer = ReadCustomValue(*field, text);
  if (!answer.fault.empty()) {
    Reject(column, absl::StrCat("«", text, "» is no answer: it ", answer.fault),
           "Correct the answer, or leave the cell empty.");
    return absl::nullopt;
  }
  return std::move(answer.value);
}

}  // namespace plenary::delegations
