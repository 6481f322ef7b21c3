// Sentences of reports, from patterns of the catalogue. Pure.
#ifndef PLENARY_SERVICES_REPORTS_SENTENCE_RULES_H_
#define PLENARY_SERVICES_REPORTS_SENTENCE_RULES_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_field.h"
#include "plenary/v1/common.pb.h"
#include "plenary/v1/reports.pb.h"
#include "services/documents/dates.h"

namespace plenary::reports {

using Languages = std::vector<documents::Language>;
// A text in whichever language is asked for.
using Words = std::function<std::string(documents::Language)>;

// A sentence before it is written in a language.
struct Draft {
  std::string pattern;  // its key in the catalogue
  v1::ReportSentence::Kind kind = v1::ReportSentence::STATEMENT;
  std::map<std::string, Words> texts;  // by the name that the pattern has for it
  std::vector<v1::ReportNumber> numbers;
  std::vector<std::string> resources;
};

v1::ReportSentence Write(const Draft& draft, const Languages& languages);
// The same of what is no sentence: a heading.
google::protobuf::RepeatedPtrField<v1::ReportText> WriteTexts(const Draft& draft,
                                                              const Languages& languages);

// A word of the catalogue: "type.MINUTES".
Words Word(std::string key);
// The same in every language.
Words Same(std::string text);
// A text that is recorded in several languages; where there is none, `otherwise`.
Words Recorded(const google::protobuf::RepeatedPtrField<v1::LocalizedText>& texts,
               std::string otherwise = "");
// From the first to the last day, both included.
Words Dates(absl::CivilDay first, absl::CivilDay last);
// A country by its ISO 3166-1 alpha-2 code; the code where it is unknown.
Words Country(std::string code);
// Those that are there with a comma between them.
Words Joined(Words first, Words second);
// The second in brackets behind the first: «Директива № 9 (3 декабря 2021 г.)».
Words InBrackets(Words first, Words second);
// The texts that are there, one behind the other as an enumeration: «…; …».
Words Enumerated(std::vector<Words> texts);

// What a pattern is filled with in one language. Numbers are as in ReportNumber: "-1234.5".
struct Filling {
  std::map<std::string, std::string> texts;
  std::map<std::string, std::string> numbers;
};
std::string Fill(absl::string_view pattern, const Filling& filling, documents::Language language);

// «−1 234,5», "−1,234.5": thousands are parted from ten thousand on in Russian and Belarusian,
// whose blank does not break.
std::string FormatNumber(absl::string_view number, documents::Language language);
// Of forms parted by slashes the one that goes with a whole number.
std::string FormFor(absl::string_view number, absl::string_view forms,
                    documents::Language language);

}  // namespace plenary::reports

#endif  // PLENARY_SERVICES_REPORTS_SENTENCE_RULES_H_
