// How near two spellings are to each other.
#ifndef PLENARY_SERVICES_NAMES_CLOSENESS_H_
#define PLENARY_SERVICES_NAMES_CLOSENESS_H_

#include "absl/strings/string_view.h"
#include "services/names/full_name.h"

namespace plenary::names {

// All of these are safe from several threads.

// How many letters (code points) must be put in, left out, exchanged or swapped with their
// neighbour to make `b` of `a`, none of them twice (optimal string alignment); limit + 1 where it
// is more than `limit`, which is found out early.
int EditDistance(absl::string_view a, absl::string_view b, int limit);

// Whether two keys of SoundOf may be one name: they are equal, or 1 edit apart where the shorter
// has 4 letters or more, or 2 where it has 7 or more. Nothing is close to an empty key.
bool SoundsClose(absl::string_view sound_a, absl::string_view sound_b);

// How alike two whole names in any scripts are, from 0 to 1000; the same on every machine, and the
// same for (b, a). Names are aligned word by word by their sound; an initial fits a word that
// begins with it; a patronymic that only one of them has counts for little, family and given name
// exchanged for a little more. 1000: all sounds the same. From 800: misspellings, initials, a
// patronymic missing. Below 700: brothers, relatives, namesakes, strangers.
int NameLikeness(const FullName& a, const FullName& b);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_CLOSENESS_H_
