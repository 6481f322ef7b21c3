#include "services/names/name_words.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/names/code_points.h"
#include "services/names/given_names.h"
#include "services/names/sound.h"

namespace plenary::names {
namespace {

constexpr absl::string_view kMasculine[] = {"ович", "евич",  "ёвич",  "авіч",  "евіч",
                                            "ёвіч", "ovich", "evich", "avich", "owicz"};
constexpr absl::string_view kFeminine[] = {"овна",  "евна", "ёвна", "ична", "инична", "аўна",
                                           "оўна",  "еўна", "ёўна", "ічна", "ovna",   "evna",
                                           "ichna", "auna", "euna", "iouna"};
// Short ones, of names on -а and -я.
constexpr absl::string_view kShort[] = {"ильич",    "кузьмич", "лукич",    "фомич",   "никитич",
                                        "саввич",   "ильіч",   "лукіч",    "кузьміч", "мікітіч",
                                        "ilyich",   "ilich",   "kuzmich",  "lukich",  "fomich",
                                        "nikitich", "іліч",    "мікітавіч"};
constexpr absl::string_view kMakers[] = {
    "оглы", "оглу", "огли", "кызы",  "кизи", "гызы", "улы",  "уулу", "оғли", "қизи", "қызы",
    "oglu", "ogly", "ogli", "oghlu", "kyzy", "kizi", "qizi", "gizi", "qyzy", "uly",  "uulu"};
constexpr absl::string_view kParticles[] = {
    "de",  "del", "della", "di",  "da",   "das",   "do", "dos", "du",  "la",  "le",   "van",
    "von", "zu",  "der",   "den", "ter",  "ten",   "af", "av",  "bin", "ibn", "bint", "al",
    "el",  "y",   "e",     "де",  "дель", "делла", "ди", "да",  "дос", "дю",  "ла",   "ле",
    "ван", "фон", "цу",    "дер", "ден",  "тер",   "аф", "бин", "ибн", "аль", "эль"};
constexpr absl::string_view kParticlesWithCapital[] = {"de", "von", "де", "фон"};
constexpr absl::string_view kHonorifics[] = {
    "г-н",      "г-жа",       "гн",      "г-ну",     "г-же",      "гос-н",    "господин",
    "госпожа",  "господину",  "госпоже", "тов",      "товарищ",   "д-р",      "доктор",
    "проф",     "профессор",  "акад",    "академик", "доц",       "доцент",   "канд",
    "сп",       "сп-р",       "сп-ня",   "спадар",   "спадарыня", "таварыш",  "прафесар",
    "акадэмік", "mr",         "mrs",     "ms",       "miss",      "mx",       "dr",
    "prof",     "professor",  "doctor",  "sir",      "dame",      "madam",    "madame",
    "mme",      "mlle",       "herr",    "frau",     "ing",       "dipl-ing", "hon",
    "amb",      "ambassador", "phd",     "jr",       "sr",        "esq",      "med",
    "habil"};
// Endings that no given name has, and such as given names share.
constexpr absl::string_view kSureEndings[] = {
    "ов",   "ев",   "ёв",     "ова",  "ева",   "ёва",   "ский",  "цкий", "ская", "цкая",
    "ской", "енко", "енка",   "аў",   "еў",    "ёў",    "скі",   "цкі",  "чук",  "щук",
    "вич",  "віч",  "швили",  "дзе",  "ov",    "ev",    "ova",   "eva",  "off",  "sky",
    "skiy", "skii", "skyi",   "ski",  "skaya", "skaia", "skaja", "tski", "enko", "enka",
    "chuk", "vich", "shvili", "idze", "adze",  "iou",   "kou",   "nou",  "vau",  "lau"};
constexpr absl::string_view kLikelyEndings[] = {
    "ин",  "ын",  "ина", "ына", "ко",  "ка",  "ук",  "юк",  "ик",  "ык",  "ич", "іч",
    "ян",  "янц", "их",  "ых",  "ец",  "ер",  "in",  "ina", "yna", "ko",  "uk", "yuk",
    "iuk", "ik",  "ich", "yan", "ian", "ets", "son", "sen", "er",  "man", "ez", "es"};

template <size_t size>
bool IsAmong(absl::string_view word, const absl::string_view (&words)[size]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// An ending needs something before it.
template <size_t size>
bool EndsWithOneOf(absl::string_view word, const absl::string_view (&endings)[size]) {
  return std::any_of(std::begin(endings), std::end(endings), [word](absl::string_view ending) {
    return word.size() > ending.size() && absl::EndsWith(word, ending);
  });
}

absl::string_view AfterHyphen(absl::string_view word) {
  const size_t hyphen = word.rfind('-');
  return hyphen == absl::string_view::npos ? absl::string_view() : word.substr(hyphen + 1);
}

// Whether "иванович" is made of a name that everybody has.
bool IsOfGivenName(absl::string_view word) {
  for (const absl::string_view ending : kMasculine) {
    if (!absl::EndsWith(word, ending)) continue;
    const std::string stem = SoundOf(word.substr(0, word.size() - ending.size()));
    // Иван-ович; Серге-евич, Юрь-евич and Игор-евич, but Барыс-евіч is a family name.
    const bool is_hard =
        ending[0] != 'e' && !absl::StartsWith(ending, "е") && !absl::StartsWith(ending, "ё");
    if ((is_hard || absl::EndsWith(stem, "r")) && SoundsLikeGivenName(stem)) return true;
    if (SoundsLikeGivenName(absl::StrCat(stem, "i"))) return true;
  }
  return false;
}

}  // namespace

bool LooksLikePatronymic(absl::string_view word) {
  return IsSurelyPatronymic(word) || EndsWithOneOf(word, kMasculine);
}

bool IsSurelyPatronymic(absl::string_view word) {
  return EndsWithOneOf(word, kFeminine) || IsAmong(word, kShort) ||
         MakesPatronymic(AfterHyphen(word)) || IsOfGivenName(word);
}

bool MakesPatronymic(absl::string_view word) { return IsAmong(word, kMakers); }
bool IsParticle(absl::string_view word) { return IsAmong(word, kParticles); }
bool IsParticleWithCapital(absl::string_view word) { return IsAmong(word, kParticlesWithCapital); }
bool IsHonorific(absl::string_view word) { return IsAmong(word, kHonorifics); }

int FamilyEnding(absl::string_view word) {
  if (EndsWithOneOf(word, kSureEndings)) return 2;
  return EndsWithOneOf(word, kLikelyEndings) ? 1 : 0;
}

}  // namespace plenary::names
