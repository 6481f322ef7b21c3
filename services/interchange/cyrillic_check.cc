#include "services/interchange/cyrillic_check.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace plenary::interchange {
namespace {

// In windows-1251, both cases: о а е и і н т р с в л к, about 70 of 100 letters in Russian and
// Belarusian; a text in KOI8-R shows some 35.
constexpr absl::string_view kCommon =
    "\xEE\xE0\xE5\xE8\xB3\xED\xF2\xF0\xF1\xE2\xEB\xEA"
    "\xCE\xC0\xC5\xC8\xB2\xCD\xD2\xD0\xD1\xC2\xCB\xCA";
// ё ў і є ї ґ and their capitals, but for Ґ, which nobody writes and CP866 shows for every е.
constexpr absl::string_view kSmallBeyondTheRow = "\xB8\xA2\xB3\xBA\xBF\xB4";
constexpr absl::string_view kCapitalsBeyondTheRow = "\xA8\xA1\xB2\xAA\xAF";
// ‚ „ … ‘ ’ “ ” • – — ™ no-break space § © « soft hyphen ® ° ± · № »
constexpr absl::string_view kSigns =
    "\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xA0\xA7\xA9\xAB\xAD\xAE\xB0\xB1\xB7\xB9\xBB";
// Я, as which every я of a Mac comes, and hardly another capital.
constexpr char kYa = '\xDF';
constexpr int64_t kFewLetters = 30;

}  // namespace

CyrillicCheck::Kind CyrillicCheck::KindOf(unsigned char byte) {
  const char c = static_cast<char>(byte);
  if (byte < 0x80) return absl::ascii_isalpha(byte) ? Kind::kLatin : Kind::kOther;
  if (byte >= 0xE0 || absl::StrContains(kSmallBeyondTheRow, c)) return Kind::kSmall;
  if (byte >= 0xC0 || absl::StrContains(kCapitalsBeyondTheRow, c)) return Kind::kCapital;
  return absl::StrContains(kSigns, c) ? Kind::kSign : Kind::kJunk;
}

void CyrillicCheck::Add(absl::string_view bytes) {
  for (const char c : bytes) {
    const Kind kind = KindOf(static_cast<unsigned char>(c));
    if (kind == Kind::kSmall || kind == Kind::kCapital) {
      ++letters_;
      if (absl::StrContains(kCommon, c)) ++common_letters_;
    }
    if (kind == Kind::kSign) ++signs_;
    if (kind == Kind::kJunk) ++junk_;
    if (c == kYa && last_ == Kind::kSmall) ++late_ya_;
    Follow(last_, kind);
    last_ = kind;
  }
}

void CyrillicCheck::Follow(Kind before, Kind kind) {
  const bool was_cyrillic = before == Kind::kSmall || before == Kind::kCapital;
  const bool is_cyrillic = kind == Kind::kSmall || kind == Kind::kCapital;
  if (was_cyrillic && is_cyrillic) {
    ++neighbours_;
    if (before == Kind::kSmall && kind == Kind::kCapital) ++late_capitals_;
  }
  if ((was_cyrillic && kind == Kind::kLatin) || (is_cyrillic && before == Kind::kLatin)) ++mixed_;
}

bool CyrillicCheck::ReadsAsText(bool is_told) const {
  if (letters_ == 0) return junk_ == 0;
  if (junk_ * 20 > letters_ + signs_ + junk_) return false;
  if (late_capitals_ * 20 > neighbours_) return false;
  if (late_ya_ * 300 > letters_) return false;
  if (mixed_ * 10 > letters_) return false;
  if (is_told && letters_ < kFewLetters) return true;
  return common_letters_ * 2 >= letters_;
}

}  // namespace plenary::interchange
