// Finds times at which people and assets are free, or says what stands in the way. Pure.
//
// Times of a grid are tried: those local times of day that are multiples of the grain, and the
// preferred start. Every
// constraint (somebody needed, a wish for an asset, the hours of the day, the window, the ways
// between venues) rules some of them out; what none rules out is ranked.
#ifndef PLENARY_SERVICES_SCHEDULE_SUGGEST_RULES_H_
#define PLENARY_SERVICES_SCHEDULE_SUGGEST_RULES_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace plenary::schedule {

// A time that is taken.
struct TakenTime {
  absl::Time start;
  absl::Time end;
  std::string venue;  // where its subject is at the start and at the end; empty: not known
  std::string end_venue;
};

// What a time that is tried, `t`, would occupy of one subject: [t + from, t + to).
struct Presence {
  std::string subject;
  int64_t units = 1;
  absl::Duration from;
  absl::Duration to;
  // Where the subject would be at its start and end; empty: not known, no way counts.
  std::string venue;
  std::string end_venue;
  // Instead: at the venue of the asset that is found for the wish that decides on it.
  bool goes_along = false;
  std::vector<TakenTime> taken;  // by start
};

// Somebody or something that is needed, with all that is booked along: the parts of a combined
// asset, the person of an interpreter.
struct Need {
  std::string constraint;    // what it is called
  bool is_optional = false;  // rules nothing out, but is missed
  bool is_person = false;
  std::vector<Presence> presences;
  // Needed only for times in [since, until).
  absl::Time since = absl::InfinitePast();
  absl::Time until = absl::InfiniteFuture();
};

// An asset that would do.
struct Candidate {
  std::string asset;
  std::string venue;
  int fit = 1000;                  // how well it suits, 0 to 1,000
  std::set<std::string> subjects;  // two candidates that share one are not taken together
  std::vector<Presence> presences;
};

// One of the candidates is needed. Constraint: "wish 1", counted from 1.
struct Wish {
  std::vector<Candidate> candidates;  // the most welcome first
};

// How long it takes from one venue to another; what is not told takes no time.
using Ways = std::map<std::pair<std::string, std::string>, absl::Duration>;

// What is looked for.
struct Quest {
  absl::TimeZone zone;
  absl::Duration duration;
  int grain_minutes = 15;      // 1 to 1,440
  int day_start_minutes = 0;   // after midnight; nothing begins before
  int day_end_minutes = 1440;  // nothing ends after; later than day_start_minutes
  bool has_hours = true;       // false: neither of the two counts
  absl::Time window_start;     // what is found lies in it
  absl::Time window_end;
  // Around the window: what there would be without it. No longer than 400 days.
  absl::Time span_start;
  absl::Time span_end;
  absl::optional<absl::Time> preferred_start;
  bool nearest_first = false;  // by the distance from preferred_start alone, else by score
  std::vector<Need> needs;
  std::vector<Wish> wishes;
  int venue_wish = -1;  // which wish decides on the venue, from 0; -1: none does
  Ways ways;
  size_t most = 5;  // suggestions
};

// What a score is made of, each from 0 to 1,000.
struct ScoreTerms {
  int distance = 0;  // near to preferred_start, else early in the window
  int missing = 0;   // of optional attendees, how many are there
  int gaps = 0;      // how few scraps of less than half an hour it leaves to people
  int room = 0;      // how well the assets that were found suit
};

struct Suggestion {
  absl::Time start;
  std::vector<size_t> candidates;  // of each wish
  std::vector<size_t> missing;     // needs, by their places
  int score = 0;
  ScoreTerms terms;
};

struct Obstacle {
  std::string constraint;  // that of a need, "wish 1", "hours", "window", "travel"
  int ruled_out = 0;       // times that it rules out, whatever the others do
  int times_without = 0;   // times there would be without it, all others kept
  absl::Time first_without;
};

struct Findings {
  std::vector<Suggestion> suggestions;  // the best first, then the earliest
  // Where there are none: what rules out anything, the heaviest first.
  std::vector<Obstacle> obstacles;
  // A smallest set of constraints to give up, where none alone is enough; of several, the one that
  // gives the most times. Giving up somebody gives up their ways.
  std::vector<std::string> together;
  int tried = 0;  // times in the window
};

// Finds times. The same quest gives the same answer.
//
// For several wishes together at most a few thousand combinations of candidates are tried at each
// time.
Findings FindTimes(const Quest& quest);

// Units of a shared asset that are taken.
struct TakenUnits {
  absl::Time start;
  absl::Time end;
  int64_t units = 1;
};
// The times at which more than `spare` units are taken, so that no more can be had.
std::vector<TakenTime> FullTimes(const std::vector<TakenUnits>& taken, int64_t spare);

}  // namespace plenary::schedule

#endif  // PLENARY_SERVICES_SCHEDULE_SUGGEST_RULES_H_
