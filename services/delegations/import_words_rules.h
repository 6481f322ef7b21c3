// The words of lists: capacities, functions, payers, answers, countries and languages as people
// write them in Russian, Belarusian, English and Chinese, and as an export writes them. Pure.
#ifndef PLENARY_SERVICES_DELEGATIONS_IMPORT_WORDS_RULES_H_
#define PLENARY_SERVICES_DELEGATIONS_IMPORT_WORDS_RULES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/common.pb.h"
#include "plenary/v1/delegations.pb.h"

namespace plenary::delegations {

// What a word means; nullopt where it means nothing that is known. Case, dots and blanks at the
// ends make no difference; the names of the enum values are known too. Safe from several threads.
absl::optional<v1::Participant::Capacity> ReadCapacity(absl::string_view word);
absl::optional<v1::Participant::Function> ReadFunction(absl::string_view word);
absl::optional<v1::Delegation::Payer> ReadPayer(absl::string_view word);
absl::optional<v1::DocumentReference::Kind> ReadDocumentKind(absl::string_view word);
// The ISO 3166-1 alpha-2 code of a state, by its code of two or three letters or its name.
absl::optional<std::string> ReadCountry(absl::string_view word);
// The BCP 47 tag of a language, by its tag or its name.
absl::optional<std::string> ReadLanguage(absl::string_view word);

// The word for each in `language` (BCP 47; English for those without words of their own), which the
// functions above read back; empty for the UNSPECIFIED.
std::string CapacityWord(v1::Participant::Capacity capacity, absl::string_view language);
std::string FunctionWord(v1::Participant::Function function, absl::string_view language);
std::string PayerWord(v1::Delegation::Payer payer, absl::string_view language);
std::string DocumentKindWord(v1::DocumentReference::Kind kind, absl::string_view language);
std::string StateWord(v1::Participant::State state, absl::string_view language);
std::string StateWord(v1::Delegation::State state, absl::string_view language);
std::string AttendanceWord(v1::Participant::Attendance attendance, absl::string_view language);
std::string CountryWord(absl::string_view code, absl::string_view language);
std::string YesNoWord(bool yes, absl::string_view language);

// Every word that CapacityWord (FunctionWord …) has in `language`, for advice.
std::string CapacityWords(absl::string_view language);
std::string FunctionWords(absl::string_view language);
std::string PayerWords(absl::string_view language);

// A list in one cell: "a, b" cut at `separator`. A separator that belongs to an entry stands behind
// a backslash, as does a backslash; entries are trimmed, empty ones left out.
std::vector<std::string> SplitEntries(absl::string_view cell, char separator);
// The cell that SplitEntries cuts into `entries` again.
std::string JoinEntries(const std::vector<std::string>& entries, char separator);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_IMPORT_WORDS_RULES_H_
