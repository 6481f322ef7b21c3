#include "services/base/text_forms.h"

#include <unicode/region.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/time/time.h"

namespace plenary::base {
namespace {

using Texts = absl::flat_hash_set<std::string>;

constexpr size_t kCountryBytes = 2;
constexpr size_t kMostSubdivisionBytes = 6;
// A longer tag has private subtags that mean nothing here.
constexpr size_t kMostTagBytes = 128;

Texts TextsOf(std::unique_ptr<icu::StringEnumeration> from) {
  Texts texts;
  UErrorCode error = U_ZERO_ERROR;
  int32_t size = 0;
  for (const char* text = nullptr;
       from != nullptr && (text = from->next(&size, error)) != nullptr;) {
    texts.emplace(text, static_cast<size_t>(size));
  }
  return texts;
}

const Texts& Territories() {
  static const auto& territories = *new Texts([] {
    UErrorCode error = U_ZERO_ERROR;
    return TextsOf(
        std::unique_ptr<icu::StringEnumeration>(icu::Region::getAvailable(URGN_TERRITORY, error)));
  }());
  return territories;
}

const Texts& TimeZones() {
  static const auto& zones = *new Texts([] {
    UErrorCode error = U_ZERO_ERROR;
    return TextsOf(std::unique_ptr<icu::StringEnumeration>(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_ANY, nullptr, nullptr, error)));
  }());
  return zones;
}

bool IsUpperOrDigit(char c) { return absl::ascii_isupper(c) || absl::ascii_isdigit(c); }

}  // namespace

bool IsCountryCode(absl::string_view text) {
  return text.size() == kCountryBytes && absl::ascii_isupper(text[0]) &&
         absl::ascii_isupper(text[1]) && Territories().contains(text);
}

bool IsSubdivisionCode(absl::string_view text) {
  if (text.size() < kCountryBytes + 2 || text.size() > kMostSubdivisionBytes) return false;
  const absl::string_view part = text.substr(kCountryBytes + 1);
  return text[kCountryBytes] == '-' && std::all_of(part.begin(), part.end(), IsUpperOrDigit) &&
         IsCountryCode(text.substr(0, kCountryBytes));
}

bool IsLanguageTag(absl::string_view text) {
  // Nearly every tag is a plain "ru", which needs no parser.
  if ((text.size() == 2 || text.size() == 3) &&
      std::all_of(text.begin(), text.end(), absl::ascii_islower)) {
    return true;
  }
  if (text.empty() || text.size() > kMostTagBytes) return false;
  char locale[ULOC_FULLNAME_CAPACITY];
  int32_t parsed = 0;
  UErrorCode error = U_ZERO_ERROR;
  uloc_forLanguageTag(std::string(text).c_str(), locale, sizeof(locale), &parsed, &error);
  return U_SUCCESS(error) && parsed == static_cast<int32_t>(text.size());
}

bool IsTimeZone(absl::string_view text) {
  // absl takes paths of files as well, and remembers for good every name it was ever asked for.
  absl::TimeZone zone;
  return TimeZones().contains(text) && absl::LoadTimeZone(text, &zone);
}

}  // namespace plenary::base
