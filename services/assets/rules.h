// The rules of venues, assets and travel times: what is well-formed, and which ways contradict each
// other. Pure.
#ifndef PLENARY_SERVICES_ASSETS_RULES_H_
#define PLENARY_SERVICES_ASSETS_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/assets.pb.h"
#include "services/base/errors.h"

namespace plenary::assets {

// The levels of a combined asset, itself among them: a hall, its halves, their halves.
inline constexpr int kMostLevels = 3;

// Adds to `errors` what is wrong with a venue beyond what its fields declare: no name, two names or
// addresses in one language of one side. `field` is its path in the request: "venue".
void CheckVenue(const v1::VenueRecord& venue, absl::string_view field, base::FieldErrors& errors);

// The same for an asset: names as above; hours that are none or overlap; exceptions without an end
// or longer than ten years; buffers that are no whole seconds or longer than a day; languages and
// modes of what is no interpreter; a person of what has none; parts of what has none, twice, or
// itself.
void CheckAsset(const v1::Asset& asset, absl::string_view field, base::FieldErrors& errors);

// What is wrong with `part` as the part `field` of another: its kind, or more than one unit.
void CheckPart(const v1::Asset& part, absl::string_view field, base::FieldErrors& errors);

// How many units of an asset can be taken at the same instant.
inline int64_t UnitsOf(const v1::Asset& asset) {
  return asset.capacity() > 1 ? asset.capacity() : 1;
}

// Whether the units that are taken at most fit into a new capacity. FAILED_PRECONDITION:
// CAPACITY_BELOW_USE with metadata `blockedBy`, `booked`, `capacity`, `at`.
absl::Status CheckCapacity(const v1::Asset& after, int64_t booked, absl::Time at,
                           absl::string_view activity);

// Whether two revisions differ in what bookings of the asset have put into the ledger: its parts or
// its person.
bool ChangesWhatIsBooked(const v1::Asset& before, const v1::Asset& after);

// Takes out what is told to the secretariat alone.
void ClearForOthers(v1::VenueRecord& venue);
void ClearForOthers(v1::Asset& asset);

// Adds to `errors` what is wrong with the ways of a request: to where they begin, durations out of
// bounds, one that is set twice, ways back among them where `both_ways` says so.
void CheckTravelTimes(const google::protobuf::RepeatedPtrField<v1::TravelTime>& times,
                      bool both_ways, absl::string_view field, base::FieldErrors& errors);

// A way that is longer than the way through a third venue.
struct Detour {
  std::string from;
  std::string to;
  std::string via;
};

// The ways between venues, as far as they are set.
class TravelTimes {
 public:
  // Sets a way, or sets it anew.
  void Set(absl::string_view origin, absl::string_view destination, int64_t seconds);
  // A detour that the way from `origin` to `destination`, which is set, is part of; nullopt where
  // there is none. Looks at the triples of that way alone.
  absl::optional<Detour> FindDetour(absl::string_view origin, absl::string_view destination) const;

 private:
  using Ways = absl::flat_hash_map<int, int64_t>;

  int IdOf(absl::string_view venue);

  std::vector<std::string> venues_;
  absl::flat_hash_map<std::string, int> ids_;
  std::vector<Ways> from_;  // by origin: destination and seconds
  std::vector<Ways> to_;    // by destination: origin and seconds
};

// The refusal of ways that make `detour`. INVALID_ARGUMENT: TRAVEL_TIMES_INCONSISTENT.
absl::Status RefuseDetour(const Detour& detour);

}  // namespace plenary::assets

#endif  // PLENARY_SERVICES_ASSETS_RULES_H_
