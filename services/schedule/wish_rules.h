// Which assets do for a wish, and how well.
#ifndef PLENARY_SERVICES_SCHEDULE_WISH_RULES_H_
#define PLENARY_SERVICES_SCHEDULE_WISH_RULES_H_

#include <cstdint>
#include <map>
#include <string>

#include "plenary/v1/assets.pb.h"
#include "plenary/v1/schedule.pb.h"

namespace plenary::schedule {

// The seats of an asset; of a combined one that does not say, those of its parts in `assets`.
int64_t SeatsOf(const v1::Asset& asset, const std::map<std::string, v1::Asset>& assets);

// Whether `asset`, which is not deleted, does for `wish`: kind, venue, seats, attributes, languages
// and mode. Interpreters who don't say what they interpret do for no languages, and for any mode.
bool Suits(const v1::Asset& asset, const v1::AssetWish& wish,
           const std::map<std::string, v1::Asset>& assets);

// How well it suits, from 0 to 1,000: a hall for 500 suits 12 people badly.
int FitOf(const v1::Asset& asset, const v1::AssetWish& wish,
          const std::map<std::string, v1::Asset>& assets);

// Whether `other` can stand in for `asset` where `units` are needed: the same kind and venue, as
// many seats and units, all its attributes, languages and modes.
bool CanStandInFor(const v1::Asset& other, const v1::Asset& asset, int64_t units,
                   const std::map<std::string, v1::Asset>& assets);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_WISH_RULES_H_
