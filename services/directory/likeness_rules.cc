#include "services/directory/likeness_rules.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/names/closeness.h"
#include "services/names/part_sound.h"
#include "services/names/sound.h"

namespace plenary::directory {
namespace {

using Response = v1::FindDuplicatesResponse;
using Reason = Response::Reason;

// Where something speaks against it.
constexpr int kMostWithContradiction = 400;

// How two names are to each other, from the nearest.
enum class Nearness { kSame, kSoundsAlike, kSwapped, kMisspelt, kInitials, kFar };

constexpr Reason kReasons[] = {Response::SAME_NAME, Response::NAME_SOUNDS_ALIKE,
                               Response::NAME_PARTS_SWAPPED, Response::NAME_MISSPELT,
                               Response::INITIALS_FIT};

// Rows: Nearness; columns: what else they have in common.
enum Common { kNothing, kOtherOrganization, kOrganization, kBirthDate, kMail };
constexpr int kValues[][5] = {{750, 750, 950, 1000, 1000}, {700, 600, 850, 980, 950},
                              {650, 550, 850, 950, 900},   {550, 450, 800, 800, 900},
                              {550, 450, 800, 900, 900},   {0, 0, 0, 0, 500}};

// A name with how its parts sound.
struct Heard {
  const v1::PersonName* name;
  std::string folded;  // all of it
  std::string family, given, patronymic;
};

Heard Hear(const v1::PersonName& name) {
  return {
      &name,
      names::Fold(absl::StrCat(name.family_name(), " ", name.given_name(), " ", name.patronymic())),
      names::SoundOfPart(name.family_name()), names::SoundOfPart(name.given_name()),
      names::SoundOfPart(name.patronymic())};
}

std::vector<Heard> HearAll(const v1::Person& person) {
  std::vector<Heard> heard;
  heard.reserve(person.names_size() + 1);
  for (const v1::PersonName& name : person.names()) heard.push_back(Hear(name));
  if (person.has_latin_name()) heard.push_back(Hear(person.latin_name()));
  return heard;
}

// "И." sounds as one letter, and so does "Ю": who has that for a name is taken for an initial.
bool IsInitial(const std::string& sound) { return sound.size() <= 1; }

bool InitialFits(const std::string& a, const std::string& b) {
  if (!IsInitial(a) && !IsInitial(b)) return false;
  return a.empty() || b.empty() || a[0] == b[0];
}

bool PatronymicsDiffer(const Heard& a, const Heard& b) {
  if (a.patronymic.empty() || b.patronymic.empty()) return false;
  return !InitialFits(a.patronymic, b.patronymic) &&
         !names::SoundsClose(a.patronymic, b.patronymic);
}

bool FoldedAlike(const std::string& a, const std::string& b) {
  return names::Fold(a) == names::Fold(b);
}

bool SpelledAlike(const Heard& a, const Heard& b) {
  return FoldedAlike(a.name->family_name(), b.name->family_name()) &&
         FoldedAlike(a.name->given_name(), b.name->given_name());
}

Nearness NearnessOf(const Heard& a, const Heard& b) {
  if (SpelledAlike(a, b)) return Nearness::kSame;
  if (a.family.empty() || b.family.empty()) return Nearness::kFar;
  const bool one_family = a.family == b.family;
  if (one_family && InitialFits(a.given, b.given)) return Nearness::kInitials;
  if (one_family && a.given == b.given) return Nearness::kSoundsAlike;
  if (a.family == b.given && a.given == b.family) return Nearness::kSwapped;
  if (names::SoundsClose(a.family, b.family) && names::SoundsClose(a.given, b.given)) {
    return Nearness::kMisspelt;
  }
  // Short names, which are close to nothing but themselves, beside one that is misspelt.
  if ((one_family && names::EditDistance(a.given, b.given, 1) <= 1) ||
      (a.given == b.given && names::SoundsClose(a.family, b.family))) {
    return Nearness::kMisspelt;
  }
  return Nearness::kFar;
}

// The same of both, told by each.
bool SameText(absl::string_view a, absl::string_view b) { return !a.empty() && a == b; }

std::string DigitsOf(const std::string& phone) {
  std::string digits;
  for (const char c : phone) {
    if (absl::ascii_isdigit(c)) digits.push_back(c);
  }
  return digits;
}

}  // namespace

Likeness LikenessOf(const KnownPerson& a, const KnownPerson& b) {
  Nearness nearness = Nearness::kFar;
  bool same_in_full = false;
  bool patronymics_differ = false;
  const std::vector<Heard> names_of_b = HearAll(b.person);
  for (const Heard& one : HearAll(a.person)) {
    for (const Heard& other : names_of_b) {
      nearness = std::min(nearness, NearnessOf(one, other));
      same_in_full |= one.folded == other.folded;
      patronymics_differ |= PatronymicsDiffer(one, other);
    }
  }

  const bool same_birth = SameText(a.birth, b.birth);
  const bool same_mail = SameText(absl::AsciiStrToLower(a.person.work_email()),
                                  absl::AsciiStrToLower(b.person.work_email()));
  const bool same_phone =
      SameText(DigitsOf(a.person.work_phone()), DigitsOf(b.person.work_phone()));
  const std::string& organization = a.person.organization();
  const bool same_organization = SameText(organization, b.person.organization());
  const bool other_organization = !organization.empty() && !b.person.organization().empty() &&
                                  organization != b.person.organization();
  const bool contradicts =
      patronymics_differ || (!a.birth.empty() && !b.birth.empty() && a.birth != b.birth);

  Likeness likeness;
  const int* const values = kValues[static_cast<int>(nearness)];
  likeness.value = values[other_organization ? kOtherOrganization : kNothing];
  if (same_organization || same_phone) {
    likeness.value = std::max(likeness.value, values[kOrganization]);
  }
  if (same_birth) likeness.value = std::max(likeness.value, values[kBirthDate]);
  if (same_mail) likeness.value = std::max(likeness.value, values[kMail]);
  if (contradicts) likeness.value = std::min(likeness.value, kMostWithContradiction);

  std::set<Reason> reasons;
  if (nearness != Nearness::kFar) reasons.insert(kReasons[static_cast<int>(nearness)]);
  if (same_birth) reasons.insert(Response::SAME_BIRTH_DATE);
  if (same_mail) reasons.insert(Response::SAME_EMAIL);
  if (same_phone) reasons.insert(Response::SAME_PHONE);
  if (same_organization) reasons.insert(Response::SAME_ORGANIZATION);
  likeness.reasons.assign(reasons.begin(), reasons.end());

  const bool neither_has_organization = organization.empty() && b.person.organization().empty();
  likeness.is_same = same_in_full && !contradicts &&
                     (same_birth || same_mail || same_organization || neither_has_organization);
  return likeness;
}

}  // namespace plenary::directory
