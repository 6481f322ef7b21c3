#include "services/base/collation.h"

#include <unicode/coll.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <vector>

#include "absl/strings/match.h"

namespace plenary::base {
namespace {

constexpr int32_t kMostKeyBytes = 255;
// The key of nearly every name fits.
constexpr int32_t kUsualKeyBytes = 512;

// `language`: "" for the root.
std::unique_ptr<icu::Collator> MakeCollator(const char* language) {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> collator(
      icu::Collator::createInstance(icu::Locale(language), error));
  if (U_FAILURE(error)) throw std::runtime_error("ICU has no collation");
  collator->setStrength(icu::Collator::TERTIARY);
  return collator;
}

std::string KeyBy(const icu::Collator& collator, absl::string_view text) {
  const icu::UnicodeString characters = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  std::vector<uint8_t> key(kUsualKeyBytes);
  int32_t size = collator.getSortKey(characters, key.data(), kUsualKeyBytes);
  if (size > kUsualKeyBytes) {
    // What a buffer that was too small holds is undefined.
    key.resize(static_cast<size_t>(size));
    size = collator.getSortKey(characters, key.data(), size);
  }
  // ICU ends a key with a zero byte, which orders nothing here.
  size = std::min(std::max(size - 1, 0), kMostKeyBytes);
  return std::string(reinterpret_cast<const char*>(key.data()), static_cast<size_t>(size));
}

}  // namespace

std::string SortKey(absl::string_view text) {
  static thread_local const std::unique_ptr<icu::Collator> collator = MakeCollator("");
  return KeyBy(*collator, text);
}

absl::string_view ReaderLanguage(absl::string_view tag) {
  const absl::string_view first = tag.substr(0, tag.find('-'));
  for (const absl::string_view language : kReaderLanguages) {
    if (absl::EqualsIgnoreCase(first, language)) return language;
  }
  return "";
}

std::string SortKey(absl::string_view text, absl::string_view language) {
  static thread_local const std::unique_ptr<icu::Collator> collators[] = {
      MakeCollator("ru"), MakeCollator("be"), MakeCollator("en"), MakeCollator("zh")};
  for (size_t i = 0; i < std::size(kReaderLanguages); ++i) {
    if (kReaderLanguages[i] == language) return KeyBy(*collators[i], text);
  }
  return SortKey(text);
}

}  // namespace plenary::base
