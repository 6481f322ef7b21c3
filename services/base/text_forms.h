// Texts that are codes of a published list or form.
#ifndef PLENARY_SERVICES_BASE_TEXT_FORMS_H_
#define PLENARY_SERVICES_BASE_TEXT_FORMS_H_

#include "absl/strings/string_view.h"

namespace plenary::base {

// All of these are safe from several threads.

// Whether `text` is an ISO 3166-1 alpha-2 code that CLDR knows as a territory: "BY".
bool IsCountryCode(absl::string_view text);

// Whether `text` has the form of an ISO 3166-2 code, with a country that is one: "RU-KRS".
bool IsSubdivisionCode(absl::string_view text);

// Whether `text` is a well-formed BCP 47 language tag: "ru", "zh-Hans".
bool IsLanguageTag(absl::string_view text);

// Whether `text` is an IANA time zone that this machine knows: "Europe/Minsk".
bool IsTimeZone(absl::string_view text);

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_TEXT_FORMS_H_
