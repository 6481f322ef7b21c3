#include "services/base/collation.h"

#include <unicode/coll.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <vector>

namespace plenary::base {
namespace {

constexpr int32_t kMostKeyBytes = 255;
// The key of nearly every name fits.
constexpr int32_t kUsualKeyBytes = 512;

std::unique_ptr<icu::Collator> MakeCollator() {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> collator(
      icu::Collator::createInstance(icu::Locale::getRoot(), error));
  if (U_FAILURE(error)) throw std::runtime_error("ICU has no root collation");
  collator->setStrength(icu::Collator::TERTIARY);
  return collator;
}

}  // namespace

std::string SortKey(absl::string_view text) {
  static thread_local const std::unique_ptr<icu::Collator> collator = MakeCollator();
  const icu::UnicodeString characters = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  std::vector<uint8_t> key(kUsualKeyBytes);
  int32_t size = collator->getSortKey(characters, key.data(), kUsualKeyBytes);
  if (size > kUsualKeyBytes) {
    // What a buffer that was too small holds is undefined.
    key.resize(static_cast<size_t>(size));
    size = collator->getSortKey(characters, key.data(), size);
  }
  // ICU ends a key with a zero byte, which orders nothing here.
  size = std::min(std::max(size - 1, 0), kMostKeyBytes);
  return std::string(reinterpret_cast<const char*>(key.data()), static_cast<size_t>(size));
}

}  // namespace plenary::base
