// Whether bytes read as windows-1251 make Cyrillic text, or gibberish.
#ifndef PLENARY_SERVICES_INTERCHANGE_CYRILLIC_CHECK_H_
#define PLENARY_SERVICES_INTERCHANGE_CYRILLIC_CHECK_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace plenary::interchange {

// Gathers what tells the two apart. Texts in KOI8-R, CP866, Mac or ISO 8859-5 Cyrillic and UTF-8,
// taken for windows-1251, have capitals behind small letters, signs nobody types, or letters in
// proportions no East Slavic language has; those of the Latin encodings have Cyrillic letters
// inside Latin words.
class CyrillicCheck {
 public:
  void Add(absl::string_view bytes);
  // `is_told`: somebody said that it is windows-1251, so that proportions don't count where there
  // are few letters.
  bool ReadsAsText(bool is_told) const;

 private:
  enum class Kind { kOther, kLatin, kSmall, kCapital, kSign, kJunk };
  static Kind KindOf(unsigned char byte);
  void Follow(Kind before, Kind kind);

  Kind last_ = Kind::kOther;
  int64_t letters_ = 0;
  int64_t common_letters_ = 0;
  int64_t signs_ = 0;
  int64_t junk_ = 0;
  int64_t neighbours_ = 0;     // pairs of Cyrillic letters
  int64_t late_capitals_ = 0;  // of these, a capital behind a small one
  int64_t late_ya_ = 0;        // of these, a Я
  int64_t mixed_ = 0;          // pairs of a Cyrillic and a Latin letter
};

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_CYRILLIC_CHECK_H_
