// What follows from an organization or a person: how the readers of a language see them, and what
// they are found by. Pure; stored beside them, so that a change here raises kDerivedVersion.
#ifndef PLENARY_SERVICES_DIRECTORY_DERIVED_H_
#define PLENARY_SERVICES_DIRECTORY_DERIVED_H_

#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "plenary/v1/directory.pb.h"
#include "services/base/collation.h"
#include "services/names/sound.h"

namespace plenary::directory {

// All of these are safe from several threads.

// The version of everything that is derived here. Stored data of another version are made anew in
// the background.
inline constexpr int kDerivedVersion = 1 * base::kSortKeyVersion * names::kSoundVersion;

// Family name, given name and patronymic, as a list shows them.
std::string TextOf(const v1::PersonName& name);

// The name in Latin letters as a passport has it: of its language, in script Latn, without a
// patronymic.
v1::PersonName LatinNameOf(const v1::PersonName& name);

// The same for a person: by the Belarusian name of who comes from Belarus, else by the first name
// that is not in Latin letters, else by the first.
v1::PersonName SuggestedLatinNameOf(const v1::Person& person);

// The name that a reader of `language` (one of base::kReaderLanguages, or "") sees: the one in that
// language. Where there is none, a Russian or Belarusian reader sees the other of these two, an
// English one the Latin spelling, settled or suggested, a Chinese one what an English one sees;
// and everybody else the first name.
std::string NameFor(const v1::Person& person, absl::string_view language);
// The same for an organization, for whose names no spelling is suggested.
std::string NameFor(const v1::Organization& organization, absl::string_view language);

// The sort keys of these names, one for each of base::kReaderLanguages.
template <class Resource>
std::vector<std::string> ReaderSortKeys(const Resource& resource) {
  std::vector<std::string> keys;
  keys.reserve(std::size(base::kReaderLanguages));
  for (const absl::string_view language : base::kReaderLanguages) {
    keys.push_back(base::SortKey(NameFor(resource, language), language));
  }
  return keys;
}

// Sets what is told of a person and follows from the rest: sort_name and suggested_latin_name.
void SetDerived(v1::Person& person);

// The texts that somebody is found by: every name, the Latin spellings, short and former names, and
// the initials of an organization's names.
std::vector<std::string> TextsOf(const v1::Person& person);
std::vector<std::string> TextsOf(const v1::Organization& organization);

// How the words of these texts sound: each once, in byte order, at most kMostWords of at most
// kMostWordBytes.
std::vector<std::string> WordsOf(const v1::Person& person);
std::vector<std::string> WordsOf(const v1::Organization& organization);
inline constexpr size_t kMostWords = 100;
inline constexpr size_t kMostWordBytes = 64;

// "ivanav ivan": how the family name and the given name of a name sound, at most 255 bytes.
std::string KeyOf(const v1::PersonName& name);
// The keys of all names, each once.
std::vector<std::string> KeysOf(const v1::Person& person);
// Each name, folded, at most 255 bytes.
std::vector<std::string> KeysOf(const v1::Organization& organization);
std::string OrganizationKey(absl::string_view name);

// An address of electronic mail in small letters.
std::string EmailKeyOf(const v1::Person& person);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_DERIVED_H_
