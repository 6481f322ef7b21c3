// How alike two people are, and why. Pure.
#ifndef PLENARY_SERVICES_DIRECTORY_LIKENESS_RULES_H_
#define PLENARY_SERVICES_DIRECTORY_LIKENESS_RULES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "plenary/v1/directory.pb.h"

namespace plenary::directory {

// What is known of somebody. Borrowed.
struct KnownPerson {
  const v1::Person& person;
  absl::string_view birth;  // a value that is the same for the same date of birth; empty: unknown
};

struct Likeness {
  int value = 0;                                            // 0 to 1000; 1000: surely the same
  std::vector<v1::FindDuplicatesResponse::Reason> reasons;  // in the order of their numbers
  // The same name, letter by letter, in one language or in Latin, with nothing against it and with
  // the same date of birth, mail or organization, or none of either to tell them apart.
  bool is_same = false;
};

// The nearest of their names decides, in any script; then what else is the same:
//
//                               with the same …
//   the names            alone  other org.  organization or phone  birth date  mail
//   spelled alike          750     750              950               1000      1000
//   sound alike            700     600              850                980       950
//   parts swapped          650     550              850                950       900
//   misspelt               550     450              800                800       900
//   initials fit           550     450              800                900       900
//   none of these            0       0                0                  0       500
//
// Two dates of birth, or two patronymics, that differ leave at most 400. Symmetric.
Likeness LikenessOf(const KnownPerson& a, const KnownPerson& b);

}  // namespace plenary::directory

#endif  // PLENARY_SERVICES_DIRECTORY_LIKENESS_RULES_H_
