// What is wrong with an activity by itself.
#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/errors.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/line_rules.h"

namespace plenary::schedule {
namespace {

// Gathers the conflicts of one activity.
class OwnConflictFinder {
 public:
  OwnConflictFinder(const v1::Activity& activity, const Facts& facts)
      : activity_(activity), facts_(facts) {
    if (!absl::LoadTimeZone(facts.event.time_zone(), &zone_)) zone_ = absl::UTCTimeZone();
  }

  void LookAtHours() {
    for (const Line& line : LinesOf(activity_, facts_, absl::InfinitePast())) {
      const auto asset = facts_.assets.find(line.subject);
      if (asset == facts_.assets.end()) continue;
      absl::Time from;
      absl::Time to;
      if (IsAvailable(asset->second, ZoneOf(asset->second, facts_), line.start, line.end, from,
                      to)) {
        continue;
      }
      Add(v1::ERROR_REASON_ASSET_NOT_AVAILABLE, false,
          absl::StrCat(TitleOfAsset(line.subject), " cannot be had from ", InWords(from), " to ",
                       InWords(to), "; choose another time or another asset"),
          {{"subject", line.subject}, {"from", InMetadata(from)}, {"to", InMetadata(to)}});
    }
  }

  void LookAtInterpretation(const v1::Interpretation& interpretation) {
    const bool is_interpreted = interpretation.mode() != v1::INTERPRETATION_MODE_UNSPECIFIED &&
                                interpretation.mode() != v1::NONE;
    if (!is_interpreted) return;
    LookAtStaff(interpretation);
    for (const std::string& interpreter : interpretation.interpreters()) {
      LookAtInterpreter(interpreter, interpretation);
    }
    if (interpretation.mode() == v1::CONSECUTIVE) {
      Add(v1::ERROR_REASON_CONSECUTIVE_DOUBLES_TIME, true,
          "consecutive interpretation roughly doubles the time that speaking takes", {});
    }
  }

  // `expected`: as far as the activity says.
  void LookAtRooms(int expected) {
    for (const v1::Attendee& attendee : AttendeesOf(activity_)) {
      if (!attendee.left() && attendee.answer() != v1::Attendee::DECLINED) ++attending_;
    }
    expected = std::max(expected, attending_);
    int64_t seats = 0;
    std::string first;
    for (const v1::AssetUse& use : AssetsOf(activity_)) {
      const auto asset = facts_.assets.find(use.asset());
      if (asset == facts_.assets.end() || asset->second.kind() != v1::Asset::ROOM) continue;
      if (first.empty()) first = use.asset();
      seats += SeatsOf(asset->second);
    }
    // Seats that nobody counted say nothing.
    if (seats == 0 || expected <= seats) return;
    Add(v1::ERROR_REASON_ROOM_TOO_SMALL, true,
        absl::StrCat(expected, " people are expected, and ", TitleOfAsset(first), " holds ", seats),
        {{"asset", first},
         {"expected", absl::StrCat(expected)},
         {"capacity", absl::StrCat(seats)}});
  }

  void LookAtAttendees() {
    for (const v1::Attendee& attendee : AttendeesOf(activity_)) {
      if (!attendee.left()) continue;
      Add(v1::ERROR_REASON_ATTENDEE_LEFT, true,
          absl::StrCat(attendee.display_name(),
                       " does not take part in the event any more and is not booked"),
          {{"attendee", attendee.who()}});
    }
    for (const v1::Meeting::Party& party : activity_.meeting().parties()) {
      if (!party.head_must_attend() || HeadComes(party.delegation())) continue;
      Add(v1::ERROR_REASON_HEAD_MUST_ATTEND, true,
          absl::StrCat("the head of ", party.delegation(), " must attend, and does not"),
          {{"delegation", party.delegation()}});
    }
  }

  void LookAtZone(const std::string& planned_start, const std::string& planned_end) {
    LookAtTime(planned_start, LocalStart(activity_, facts_));
    LookAtTime(planned_end, LocalEnd(activity_, facts_));
  }

  std::vector<v1::Conflict> Take() { return std::move(conflicts_); }

 private:
  void LookAtStaff(const v1::Interpretation& interpretation) {
    const int needed = interpretation.interpreters_needed();
    const int assigned = interpretation.interpreters_size();
    if (assigned >= needed) return;
    Add(v1::ERROR_REASON_INTERPRETERS_SHORT, !Blocks(),
        absl::StrCat("the staffing rule asks for ", needed, " interpreters, and ", assigned,
                     " are assigned"),
        {{"needed", absl::StrCat(needed)}, {"assigned", absl::StrCat(assigned)}});
  }

  void LookAtInterpreter(const std::string& name, const v1::Interpretation& interpretation) {
    const auto asset = facts_.assets.find(name);
    if (asset == facts_.assets.end()) return;
    if (Speaks(asset->second, interpretation) && WorksAs(asset->second, interpretation.mode())) {
      return;
    }
    const std::string languages = absl::StrJoin(interpretation.languages(), ",");
    const std::string& mode = v1::InterpretationMode_Name(interpretation.mode());
    Add(v1::ERROR_REASON_INTERPRETER_UNSUITABLE, !Blocks(),
        absl::StrCat(TitleOfAsset(name), " does not interpret ", languages, " in the mode ", mode),
        {{"asset", name}, {"languages", languages}, {"mode", mode}});
  }

  // "ru-BY" is "ru", too.
  static std::string MainPart(absl::string_view tag) {
    return absl::AsciiStrToLower(tag.substr(0, tag.find('-')));
  }

  // Whether they interpret between two of the languages; of whom nothing is said, it is assumed.
  static bool Speaks(const v1::Asset& interpreter, const v1::Interpretation& interpretation) {
    std::set<std::string> spoken;
    for (const std::string& tag : interpretation.languages()) spoken.insert(MainPart(tag));
    const auto& pairs = interpreter.language_pairs();
    return pairs.empty() ||
           std::any_of(pairs.begin(), pairs.end(), [&](const v1::Asset::LanguagePair& pair) {
             return spoken.count(MainPart(pair.from())) > 0 &&
                    spoken.count(MainPart(pair.to())) > 0;
           });
  }

  static bool WorksAs(const v1::Asset& interpreter, v1::InterpretationMode mode) {
    const auto& modes = interpreter.modes();
    return modes.empty() || std::find(modes.begin(), modes.end(), mode) != modes.end();
  }

  bool Blocks() const {
    return facts_.settings.interpreter_shortfall() == v1::ScheduleSettings::BLOCK;
  }

  // Of a combined room that does not say, what its parts have together.
  int64_t SeatsOf(const v1::Asset& room) const {
    if (room.seats() > 0) return room.seats();
    int64_t seats = 0;
    for (const std::string& part : room.parts()) {
      const auto found = facts_.assets.find(part);
      if (found != facts_.assets.end()) seats += found->second.seats();
    }
    return seats;
  }

  bool HeadComes(const std::string& delegation) const {
    v1::Attendee head;
    head.set_who(HeadAt(delegation, StartOf(activity_), facts_));
    if (head.who().empty()) return false;
    const std::string person = PersonOf(head, facts_);
    const auto& attendees = AttendeesOf(activity_);
    return std::any_of(attendees.begin(), attendees.end(), [&](const v1::Attendee& attendee) {
      const bool is_head = attendee.who() == head.who() || PersonOf(attendee, facts_) == person;
      return is_head && !attendee.optional() && !attendee.left() &&
             attendee.answer() != v1::Attendee::DECLINED;
    });
  }

  void LookAtTime(const std::string& planned, const std::string& now) {
    if (planned.empty() || planned == now) return;
    Add(v1::ERROR_REASON_TIME_ZONE_RULES_CHANGED, true,
        absl::StrCat("planned for ", planned, ", which is ", now,
                     " now that the rules of the time zone changed; set the time again"),
        {{"planned", planned}, {"now", now}});
  }

  void Add(v1::ErrorReason reason, bool is_warning, const std::string& message,
           base::Metadata metadata) {
    v1::Conflict& conflict = conflicts_.emplace_back();
    conflict.set_activity(NameOf(activity_));
    conflict.set_is_warning(is_warning);
    *conflict.mutable_error() = base::ToRpcStatus(
        base::Refuse(absl::StatusCode::kFailedPrecondition, reason, message, std::move(metadata)));
  }

  std::string TitleOfAsset(const std::string& name) const {
    const auto found = facts_.assets.find(name);
    if (found == facts_.assets.end() || found->second.display_names().empty()) return name;
    return absl::StrCat(found->second.display_names(0).text(), " (", name, ")");
  }

  std::string InWords(absl::Time time) const {
    return absl::FormatTime("%Y-%m-%d %H:%M", time, zone_);
  }
  static std::string InMetadata(absl::Time time) {
    return absl::FormatTime(absl::RFC3339_full, time, absl::UTCTimeZone());
  }

  const v1::Activity& activity_;
  const Facts& facts_;
  absl::TimeZone zone_;
  int attending_ = 0;
  std::vector<v1::Conflict> conflicts_;
};

}  // namespace

int InterpretersNeeded(v1::InterpretationMode mode, int languages, absl::Duration duration) {
  if (mode == v1::INTERPRETATION_MODE_UNSPECIFIED || mode == v1::NONE) return 0;
  const absl::Duration shift = absl::Hours(4);
  if (mode != v1::SIMULTANEOUS) return duration <= shift ? 1 : 2;
  int team = 1;
  // One more for every two hours that were begun beyond four.
  if (duration > absl::Minutes(40)) team = 2;
  if (duration > shift) {
    team += static_cast<int>(absl::ToInt64Hours(absl::Ceil(duration - shift, absl::Hours(2))) / 2);
  }
  // From three languages on each has a booth, with two in it.
  return languages < 3 ? team : std::max(team, 2 * languages);
}

std::vector<v1::Conflict> OwnConflicts(const v1::Activity& activity, const Facts& facts) {
  if (IsDeleted(activity) || IsCancelled(activity)) return {};
  OwnConflictFinder finder(activity, facts);
  finder.LookAtHours();
  if (activity.has_booking()) return finder.Take();
  if (activity.has_meeting()) {
    finder.LookAtInterpretation(activity.meeting().interpretation());
    finder.LookAtRooms(0);
  } else {
    finder.LookAtInterpretation(activity.session().interpretation());
    finder.LookAtRooms(activity.session().expected_count());
  }
  finder.LookAtAttendees();
  if (activity.has_meeting()) {
    finder.LookAtZone(activity.meeting().local_start(), activity.meeting().local_end());
  } else {
    finder.LookAtZone(activity.session().local_start(), activity.session().local_end());
  }
  return finder.Take();
}

}  // namespace plenary::schedule
