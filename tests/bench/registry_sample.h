// People of a registry as they come: names of several languages, some of them common and most rare,
// what somebody would type to find them, and lists of them as files.
#ifndef PLENARY_TESTS_BENCH_REGISTRY_SAMPLE_H_
#define PLENARY_TESTS_BENCH_REGISTRY_SAMPLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "plenary/v1/directory.pb.h"

namespace plenary::bench {

// A person, plainly made up, the same for the same `number`. Seven in ten have a Russian name, two
// a Belarusian one beside it, one a Chinese name with its Latin spelling.
v1::Person RegistryPerson(int64_t number);

// What somebody types who looks for that person, one text a keystroke or attempt: beginnings of the
// family name from two letters on, family name with an initial, the Latin spelling, the whole name,
// and family and given name with two letters exchanged.
std::vector<std::string> TypedFor(int64_t number);

// The rows `first` to `first` + `count` − 1 of a participant list in CSV, with a heading: full name
// in one cell, date of birth, title, country, e-mail.
std::string RegistryList(int64_t first, int64_t count);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_REGISTRY_SAMPLE_H_
