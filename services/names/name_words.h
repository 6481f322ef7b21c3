// Words that name somebody's father or stand before or behind a name, for this workshop alone.
#ifndef PLENARY_SERVICES_NAMES_NAME_WORDS_H_
#define PLENARY_SERVICES_NAMES_NAME_WORDS_H_

#include "absl/strings/string_view.h"

namespace plenary::names {

// All of these take a word in small letters, without a full stop.

// "иванович", "іванавіч", "ivanovna", "ильич", "мамед-оглы". Family names may look the same:
// "мацкевич".
bool LooksLikePatronymic(absl::string_view word);

// A patronymic beyond doubt: "ивановна", "мамед-оглы", and "иванович" since everybody has the name
// it is made of.
bool IsSurelyPatronymic(absl::string_view word);

// "оглы", "kyzy": makes a patronymic of the word before it.
bool MakesPatronymic(absl::string_view word);

// "de", "van", "фон": makes a family name of the word behind it. Small letters only mean it:
// "Ван" is a Chinese family name.
bool IsParticle(absl::string_view word);
// Those of them that mean it with a capital, too: "De Gaulle".
bool IsParticleWithCapital(absl::string_view word);

// "г-н", "dr", "профессор". Offices are none: they are worth keeping.
bool IsHonorific(absl::string_view word);

// How much an ending says that a word is a family name: 2 "-ова", 1 "-ин", 0 nothing.
int FamilyEnding(absl::string_view word);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_NAME_WORDS_H_
