// Names of people, and texts that there are in several languages, as a document in one language
// writes them.
#ifndef PLENARY_SERVICES_NAMES_WRITTEN_H_
#define PLENARY_SERVICES_NAMES_WRITTEN_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"
#include "plenary/v1/common.pb.h"
#include "plenary/v1/directory.pb.h"

namespace plenary::names {

// All of these are safe from several threads.

// The full name: «Иванов Иван Иванович», "Ivan Ivanov", 王小明; who has a Chinese name is "Wang
// Xiaoming" in Latin letters, and a foreigner 伊万·伊万诺夫 in Chinese ones. `language` is a BCP 47
// tag of which the language alone counts. Where there is no such name, a Russian or Belarusian
// document has the other of these two, an English one the Latin spelling, settled or suggested, a
// Chinese one what an English one has, and every other, as with an empty `language`, the first
// name.
std::string WrittenName(const v1::Person& person, absl::string_view language);

// The text in `language`, every side's before that of one; where there is none, Russian and
// Belarusian stand in for each other and English for Chinese, else the first. Empty where there is
// none at all.
std::string WrittenText(const google::protobuf::RepeatedPtrField<v1::LocalizedText>& texts,
                        absl::string_view language);

}  // namespace plenary::names

#endif  // PLENARY_SERVICES_NAMES_WRITTEN_H_
