#include "services/names/name_units.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/names/code_points.h"
#include "services/names/name_words.h"

namespace plenary::names {
namespace {

size_t LetterCount(const std::u32string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), IsLetter));
}

bool HasUpper(const std::u32string& text) { return std::any_of(text.begin(), text.end(), IsUpper); }

bool HasLower(const std::u32string& text) { return std::any_of(text.begin(), text.end(), IsLower); }

bool HasHan(const std::u32string& text) { return std::any_of(text.begin(), text.end(), IsHan); }

// A degree as it is written behind or before a name: "к.т.н.", "Ph.D.", "H.E.".
bool IsDegree(absl::string_view token) {
  const std::string lower = Lower(token);
  if (lower == "h.e." || lower == "ph.d." || lower == "ph.d") return true;
  return std::count(token.begin(), token.end(), '.') > 1 && lower == token;
}

// Words at blanks, and behind a full stop: "И.И.Иванов" is three. Where all is in small letters,
// "и.и." are initials rather than a degree.
std::vector<std::string> Tokens(absl::string_view text, bool is_cased) {
  std::vector<std::string> tokens;
  for (const absl::string_view piece : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    if (absl::StrContains(piece, "@") || (is_cased && IsDegree(piece))) continue;
    std::string token;
    const auto end_token = [&tokens, &token] {
      if (LetterCount(CodePoints(token)) > 0) tokens.push_back(token);
      token.clear();
    };
    for (size_t at = 0; at < piece.size();) {
      const char32_t c = NextCodePoint(piece, at);
      const bool is_of_word =
          IsLetter(c) || IsMark(c) || IsApostrophe(c) || IsHyphen(c) || c == '.';
      // A hyphen begins no word: "Ж.-П." is Ж. and П.
      if (is_of_word && !(token.empty() && !IsLetter(c))) AppendUtf8(c, token);
      if (!is_of_word || c == '.') end_token();
    }
    end_token();
  }
  return tokens;
}

// The token without a full stop and hyphens at its end.
absl::string_view Bare(absl::string_view token) {
  while (!token.empty() && (token.back() == '.' || token.back() == '-')) token.remove_suffix(1);
  return token;
}

// A letter with or without a full stop, or two as in "Yu." and "Дж.".
bool IsInitial(absl::string_view token) {
  const std::u32string letters = CodePoints(Bare(token));
  if (HasHan(letters) || !HasUpper({ToUpper(letters[0])})) return false;
  return letters.size() == 1 || (letters.size() == 2 && absl::EndsWith(token, "."));
}

Unit UnitOf(absl::string_view token, bool is_cased) {
  Unit unit;
  const std::u32string letters = CodePoints(Bare(token));
  unit.is_initial = IsInitial(token);
  if (unit.is_initial) {
    unit.text = Capitalised(Bare(token)) + ".";
    return unit;
  }
  unit.is_capitals = LetterCount(letters) > 1 && HasUpper(letters) && !HasLower(letters);
  const bool is_careless = unit.is_capitals || !is_cased;
  unit.text = is_careless ? Capitalised(Bare(token)) : std::string(Bare(token));
  return unit;
}

// Where everything is in small letters, a small "ван" says nothing.
bool IsParticleIn(absl::string_view token, bool is_cased) {
  const std::string lower = Lower(Bare(token));
  return IsParticleWithCapital(lower) || (is_cased && IsParticle(lower) && lower == Bare(token));
}

// Takes the particles at `at` and the word behind them; leaves `at` behind all of it.
Unit TakeWithParticle(const std::vector<std::string>& tokens, size_t& at, bool is_cased) {
  std::string particles;
  while (at + 1 < tokens.size() && IsParticleIn(tokens[at], is_cased)) {
    absl::StrAppend(&particles, Bare(tokens[at++]), " ");
  }
  Unit unit = UnitOf(tokens[at++], is_cased);
  unit.text = particles + unit.text;
  unit.is_with_particle = !particles.empty();
  unit.is_initial = false;
  return unit;
}

std::vector<std::string> WithoutHonorifics(const std::vector<std::string>& tokens) {
  std::vector<std::string> names;
  std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(names),
               [](const std::string& token) { return !IsHonorific(Lower(Bare(token))); });
  return names;
}

}  // namespace

Units UnitsOf(absl::string_view text) {
  const bool is_cased = HasUpper(CodePoints(text));
  std::vector<std::string> tokens = Tokens(text, is_cased);
  std::vector<std::string> names = WithoutHonorifics(tokens);
  // Somebody may be called Doctor.
  if (!names.empty()) tokens = std::move(names);
  Units units;
  for (size_t at = 0; at < tokens.size();) {
    if (!units.empty() && MakesPatronymic(Lower(Bare(tokens[at])))) {
      absl::StrAppend(&units.back().text, " ", Lower(Bare(tokens[at++])));
      units.back().is_with_maker = true;
    } else if (at + 1 < tokens.size() && IsParticleIn(tokens[at], is_cased)) {
      units.push_back(TakeWithParticle(tokens, at, is_cased));
    } else {
      units.push_back(UnitOf(tokens[at++], is_cased));
    }
  }
  return units;
}

bool HasOnlyHonorifics(absl::string_view text) {
  constexpr bool kIsCased = true;  // "к.т.н." by itself are no initials
  return WithoutHonorifics(Tokens(text, kIsCased)).empty();
}

std::string Lower(absl::string_view text) {
  std::u32string lower = CodePoints(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), ToLower);
  return Utf8(lower);
}

}  // namespace plenary::names
