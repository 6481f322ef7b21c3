// From activities to the lines of programmes and itineraries, in the words of one language.
#ifndef PLENARY_SERVICES_SCHEDULE_PROGRAMME_RULES_H_
#define PLENARY_SERVICES_SCHEDULE_PROGRAMME_RULES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "plenary/v1/schedule.pb.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/line_rules.h"

namespace plenary::schedule {

// How lines are written.
struct ProgrammeStyle {
  std::string language;         // BCP 47; empty: the first there is
  bool is_working = false;      // with cars, interpreters, responsible officials, telephones, notes
  bool with_attendees = false;  // with all who take part
  bool with_contacts = false;   // with what is told of assets to the secretariat alone
};

// The line of a completed activity; times of day are those of the places where it begins and ends.
v1::ProgrammeItem ItemOf(const v1::Activity& activity, const Facts& facts,
                         const ProgrammeStyle& style);

// The same as it concerns a person: their own part of the time, as what they take part and whether
// they need to. nullopt for an attendee who declined or left.
absl::optional<v1::ProgrammeItem> ItemOfPerson(const v1::Activity& activity,
                                               absl::string_view person, const Facts& facts,
                                               const ProgrammeStyle& style);

// The line of a participant's own arrival, or departure, in the event's time zone; nullopt where it
// has no time.
absl::optional<v1::ProgrammeItem> ArrivalOf(const v1::Participant& participant, const Facts& facts,
                                            const ProgrammeStyle& style);
absl::optional<v1::ProgrammeItem> DepartureOf(const v1::Participant& participant,
                                              const Facts& facts, const ProgrammeStyle& style);
// Adds own journeys to lines: people who travel together are one line, and a journey that is an
// item of the stay already, by its kind, day and number, is none of its own.
void AddJourneys(std::vector<v1::ProgrammeItem> journeys, std::vector<v1::ProgrammeItem>& items);

// Whether a delegation has to do with it: an item of its stay, a meeting of its own, or something
// that one of its people takes part in.
bool ConcernsDelegation(const v1::Activity& activity, absl::string_view delegation);

// By start, then end, then name.
void SortItems(std::vector<v1::ProgrammeItem>& items);
// By the local date on which they begin.
std::vector<v1::Programme::Day> ByDay(std::vector<v1::ProgrammeItem> items);
// The time zone that most of them begin in, the first of several; `fallback` where there are none.
std::string ZoneOfMost(const std::vector<v1::ProgrammeItem>& items, absl::string_view fallback);

// Names in `language`, of what is in `facts`; of what is not, empty.
std::string NameOfDelegation(absl::string_view delegation, const Facts& facts,
                             absl::string_view language);
std::string NameOfAsset(absl::string_view asset, const Facts& facts, absl::string_view language);
// "people/…" or a participant.
std::string NameOfPerson(absl::string_view who, const Facts& facts, absl::string_view language);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_PROGRAMME_RULES_H_
