// Dates and times as documents in four languages write them, and the languages themselves.
#ifndef PLENARY_SERVICES_DOCUMENTS_DATES_H_
#define PLENARY_SERVICES_DOCUMENTS_DATES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"

namespace plenary::documents {

enum class Language { kEnglish, kRussian, kBelarusian, kChinese };
inline constexpr Language kLanguages[] = {Language::kEnglish, Language::kRussian,
                                          Language::kBelarusian, Language::kChinese};

// By a BCP 47 tag, of which the language alone counts: "ru", "ru-RU", "zh-Hans". nullopt for
// others.
absl::optional<Language> LanguageOf(absl::string_view tag);
// "en", "ru", "be", "zh".
absl::string_view TagOf(Language language);

// «18 апреля 2023 г.», «18 красавіка 2023 г.», "18 April 2023", "2023年4月18日".
std::string FormatDate(absl::CivilDay day, Language language);
// «18 апреля 2023 г., вторник», «18 красавіка 2023 г., аўторак», "Tuesday, 18 April 2023",
// "2023年4月18日 星期二".
std::string FormatDateWithWeekday(absl::CivilDay day, Language language);
// From the first to the last day, both included: «18–21 апреля 2023 г.»,
// «30 апреля – 2 мая 2023 г.», «30 декабря 2023 г. – 2 января 2024 г.», "18–21 April 2023",
// "2023年4月18日至21日". One day is a date.
std::string FormatDates(absl::CivilDay first, absl::CivilDay last, Language language);

// "09:30".
std::string FormatTime(absl::CivilMinute time);
// "09:30–10:15"; "23:30–00:30 (+1)" where it ends on the day after, "09:30" where it has no length.
std::string FormatTimes(absl::CivilMinute start, absl::CivilMinute end);
// «18.04.2023, 14:05», the same in Belarusian, "18 April 2023, 14:05", "2023年4月18日 14:05".
std::string FormatDateTime(absl::CivilMinute time, Language language);

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_DATES_H_
