#include "clients/cli/schedule_answers.h"

#include <ostream>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "clients/cli/activity_texts.h"
#include "clients/cli/busy_bars.h"
#include "clients/cli/columns.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/question.h"
#include "clients/cli/refusals.h"
#include "clients/cli/subjects.h"
#include "clients/cli/text_table.h"
#include "google/type/interval.pb.h"
#include "plenary/client.h"
#include "plenary/status.h"

namespace plenary::cli {
namespace {

using google::protobuf::Message;
using Rows = std::vector<std::vector<std::string>>;

bool IsForPeople(const Session& session) { return session.format == Format::kTable; }

int Refuse(const Session& session, const absl::Status& status) {
  return PrintRefusal(session.terminal, "plenary", status);
}

google::protobuf::Timestamp Stamp(absl::Time time) {
  google::protobuf::Timestamp stamp;
  stamp.set_seconds(absl::ToUnixSeconds(time));
  return stamp;
}

// The day of the flags, where they name one.
absl::Status SetDay(const ScheduleFlags& flags, absl::TimeZone zone,
                    google::type::Interval& interval) {
  if (flags.day.empty()) return absl::OkStatus();
  absl::CivilDay day;
  if (!absl::ParseCivilTime(flags.day, &day)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--day: expected a date as 2023-04-18, not \"", flags.day, "\""));
  }
  *interval.mutable_start_time() = Stamp(absl::FromCivil(day, zone));
  *interval.mutable_end_time() = Stamp(absl::FromCivil(day + 1, zone));
  return absl::OkStatus();
}

// The event's interval, with `around` before and after it.
absl::StatusOr<google::type::Interval> EventInterval(const Client& client, const std::string& event,
                                                     absl::Duration around) {
  v1::GetEventRequest request;
  request.set_name(event);
  const absl::StatusOr<v1::Event> found = client.GetEvent(request);
  if (!found.ok()) return found.status();
  google::type::Interval interval;
  *interval.mutable_start_time() = Stamp(StartOf(found->interval()) - around);
  *interval.mutable_end_time() = Stamp(EndOf(found->interval()) + around);
  return interval;
}

// ---- Itineraries and programmes.

// "2023-04-18T10:00:00" as "10:00".
std::string ClockIn(const std::string& local) {
  return local.size() < 16 ? "" : local.substr(11, 5);
}

// "10:00-11:30"; of a flight to another zone "22:10-06:20 (Asia/Shanghai, Europe/Minsk)".
std::string TimesOf(const v1::ProgrammeItem& item) {
  std::string text = absl::StrCat(ClockIn(item.local_start()), "-", ClockIn(item.local_end()));
  if (item.start_time_zone() != item.end_time_zone() && !item.end_time_zone().empty()) {
    absl::StrAppend(&text, " (", item.start_time_zone(), ", ", item.end_time_zone(), ")");
  }
  return text;
}

std::string TitleWithState(const v1::ProgrammeItem& item, const Words& words) {
  std::string title = item.title();
  if (item.state() == v1::CANCELLED) title = words.Say("schedule.cancelled", title);
  if (!item.journey().empty()) absl::StrAppend(&title, " (", item.journey(), ")");
  return title;
}

// What an item tells beside time, title and place: who, with whom, by which car.
std::string MoreOf(const v1::ProgrammeItem& item) {
  std::vector<std::string> parts;
  for (const auto& names : {item.parties(), item.speakers(), item.moderators(), item.vehicles(),
                            item.interpreters(), item.responsible(), item.phones()}) {
    if (!names.empty()) parts.push_back(absl::StrJoin(names, ", "));
  }
  return absl::StrJoin(parts, "; ");
}

std::vector<std::string> RowOf(const v1::ProgrammeItem& item, const Words& words) {
  return {TimesOf(item), TitleWithState(item, words), item.place(), MoreOf(item)};
}

// Items under the day on which they begin.
void PrintByDay(const Session& session, const std::vector<v1::ProgrammeItem>& items) {
  // Columns are as wide on each day.
  Rows rows;
  rows.reserve(items.size());
  for (const v1::ProgrammeItem& item : items) rows.push_back(RowOf(item, session.words));
  const std::vector<std::string> lines = absl::StrSplit(AlignedRows(std::move(rows)), '\n');
  std::string day;
  for (size_t i = 0; i < items.size(); ++i) {
    const std::string begins_on = items[i].local_start().substr(0, 10);
    if (begins_on != day) session.terminal.out << (day.empty() ? "" : "\n") << begins_on << "\n";
    day = begins_on;
    session.terminal.out << lines[i] << "\n";
  }
}

void PrintHead(const Session& session, const std::string& name, const std::string& version) {
  session.terminal.out << name;
  if (!version.empty()) {
    session.terminal.out << "  " << session.words.Say("schedule.version", version);
  }
  session.terminal.out << "\n\n";
}

int ShowItinerary(const Session& session, const Client& client, const ScheduleFlags& flags,
                  v1::GetItineraryRequest& request) {
  if (!request.has_interval() && !flags.day.empty()) {
    const absl::Status status = SetDay(flags, session.time_zone, *request.mutable_interval());
    if (!status.ok()) return Refuse(session, status);
  }
  // Somebody who names an event means the time of it, and not that around now.
  if (!request.has_interval() && !flags.event.empty()) {
    absl::StatusOr<google::type::Interval> whole =
        EventInterval(client, flags.event, absl::Hours(14 * 24));
    if (!whole.ok()) return Refuse(session, whole.status());
    *request.mutable_interval() = *std::move(whole);
  }
  const absl::StatusOr<v1::Itinerary> itinerary = client.GetItinerary(request);
  if (!itinerary.ok()) return Refuse(session, itinerary.status());
  if (!IsForPeople(session)) {
    PrintAnswer(OutputOf(session), *itinerary, false);
    return kDone;
  }
  PrintHead(session, itinerary->display_name(), itinerary->version());
  PrintByDay(session, {itinerary->items().begin(), itinerary->items().end()});
  return kDone;
}

int ShowProgramme(const Session& session, const Client& client,
                  const v1::GetProgrammeRequest& request) {
  const absl::StatusOr<v1::Programme> programme = client.GetProgramme(request);
  if (!programme.ok()) return Refuse(session, programme.status());
  if (!IsForPeople(session)) {
    PrintAnswer(OutputOf(session), *programme, false);
    return kDone;
  }
  PrintHead(session, programme->display_name(), programme->version());
  std::vector<v1::ProgrammeItem> items;
  for (const v1::Programme::Day& day : programme->days()) {
    items.insert(items.end(), day.items().begin(), day.items().end());
  }
  PrintByDay(session, items);
  return kDone;
}

// ---- Who is busy.

BusyTime::Kind KindOf(const v1::QueryFreeBusyResponse::Busy& busy) {
  return busy.is_unavailable() ? BusyTime::Kind::kUnavailable
         : busy.is_hold()      ? BusyTime::Kind::kHeld
                               : BusyTime::Kind::kBooked;
}

void DrawFreeBusy(const Session& session, const Client& client,
                  const v1::QueryFreeBusyRequest& request,
                  const v1::QueryFreeBusyResponse& response) {
  std::vector<BusyLine> lines;
  lines.reserve(response.subjects_size());
  for (const auto& subject : response.subjects()) {
    BusyLine& line = lines.emplace_back();
    line.times.reserve(subject.busy_size());
    line.name = NameOfSubject(session, client, subject.subject());
    for (const auto& busy : subject.busy()) {
      line.times.push_back({StartOf(busy.interval()), EndOf(busy.interval()), KindOf(busy)});
    }
  }
  const bool utf8 = ShowsUtf8(session.terminal.environment);
  using Kind = BusyTime::Kind;
  session.terminal.out << DrawBusy(lines, StartOf(request.interval()), EndOf(request.interval()),
                                   session.time_zone, session.terminal.columns, utf8)
                       << "\n"
                       << session.words.Say("schedule.busy-legend", MarkOf(Kind::kBooked, utf8),
                                            MarkOf(Kind::kHeld, utf8),
                                            MarkOf(Kind::kUnavailable, utf8))
                       << "\n";
}

int ShowFreeBusy(const Session& session, const Client& client, const ScheduleFlags& flags,
                 v1::QueryFreeBusyRequest& request) {
  if (!request.has_interval()) {
    const absl::Status status = SetDay(flags, session.time_zone, *request.mutable_interval());
    if (!status.ok()) return Refuse(session, status);
  }
  if (!request.interval().has_start_time() && !flags.event.empty()) {
    absl::StatusOr<google::type::Interval> whole =
        EventInterval(client, flags.event, absl::ZeroDuration());
    if (!whole.ok()) return Refuse(session, whole.status());
    *request.mutable_interval() = *std::move(whole);
  }
  const absl::StatusOr<v1::QueryFreeBusyResponse> response = client.QueryFreeBusy(request);
  if (!response.ok()) return Refuse(session, response.status());
  if (IsForPeople(session)) {
    DrawFreeBusy(session, client, request, *response);
  } else {
    PrintAnswer(OutputOf(session), *response, true);
  }
  return kDone;
}

// ---- Suggestions.

// "people/…" by its name, "hours" and "wish 1" in words.
std::string ConstraintText(const Session& session, const Client& client,
                           const std::string& constraint) {
  if (absl::StrContains(constraint, "/")) return NameOfSubject(session, client, constraint);
  return session.words.Find(absl::StrCat("constraint.", constraint)).value_or(constraint);
}

void PrintSuggestions(const Session& session, const Client& client,
                      const v1::SuggestTimesResponse& found) {
  Rows rows;
  rows.reserve(found.suggestions_size());
  const auto name = [&](std::string* out, const std::string& subject) {
    absl::StrAppend(out, NameOfSubject(session, client, subject));
  };
  for (const auto& suggestion : found.suggestions()) {
    rows.push_back({absl::StrReplaceAll(suggestion.local_start().substr(0, 16), {{"T", " "}}),
                    absl::StrJoin(suggestion.assets(), ", ", name),
                    absl::StrJoin(suggestion.missing(), ", ", name),
                    absl::StrCat(suggestion.score())});
  }
  const Words& words = session.words;
  session.terminal.out << AlignedTable({words.Say("heading.START"), words.Say("heading.ASSETS"),
                                        words.Say("heading.MISSING"), words.Say("heading.SCORE")},
                                       rows, OutputOf(session).has_colour);
}

void PrintObstacles(const Session& session, const Client& client,
                    const v1::SuggestTimesResponse& found) {
  std::ostream& err = session.terminal.err;
  err << session.words.Say("suggest.none", found.tried()) << "\n";
  for (const auto& obstacle : found.obstacles()) {
    err << "  "
        << session.words.Say("suggest.obstacle",
                             ConstraintText(session, client, obstacle.constraint()),
                             obstacle.ruled_out(), obstacle.times_without());
    if (obstacle.has_first_without()) {
      err << session.words.Say(
          "suggest.first",
          absl::FormatTime("%Y-%m-%d %H:%M", StartOf(obstacle.first_without()), session.time_zone));
    }
    err << "\n";
  }
  if (found.together().empty()) return;
  err << session.words.Say("suggest.together",
                           absl::StrJoin(found.together(), ", ",
                                         [&](std::string* out, const std::string& constraint) {
                                           absl::StrAppend(
                                               out, ConstraintText(session, client, constraint));
                                         }))
      << "\n";
}

// ---- What differs.

std::string When(const v1::Activity& activity, absl::TimeZone zone) {
  const google::type::Interval interval = IntervalOf(activity);
  return absl::StrCat(absl::FormatTime("%Y-%m-%d %H:%M", StartOf(interval), zone), "-",
                      absl::FormatTime("%H:%M", EndOf(interval), zone));
}

const char* MarkOfChange(v1::ScheduleChange::Kind kind) {
  switch (kind) {
    case v1::ScheduleChange::ADDED:
      return "+";
    case v1::ScheduleChange::MOVED:
      return ">";
    case v1::ScheduleChange::REMOVED:
      return "-";
    default:
      return "*";
  }
}

std::vector<std::string> RowOf(const v1::ScheduleChange& change, const Session& session) {
  const bool is_gone = !change.has_after();
  const v1::Activity& shown = is_gone ? change.before() : change.after();
  const bool is_moved = change.kind() == v1::ScheduleChange::MOVED && change.has_before();
  const std::string before = is_moved ? When(change.before(), session.time_zone) : "";
  const std::string now = When(shown, session.time_zone);
  return {MarkOfChange(change.kind()), now,
          before.empty() || before == now ? "" : session.words.Say("diff.was", before),
          TitleOf(shown, session.settings.language.value), absl::StrJoin(change.fields(), ", ")};
}

// ---- Delays.

void PrintConsequences(const Session& session, const v1::PreviewDelayResponse& preview) {
  Rows rows;
  rows.reserve(preview.consequences_size());
  for (const auto& consequence : preview.consequences()) {
    const auto clock = [&](const google::type::Interval& interval) {
      return absl::StrCat(absl::FormatTime("%H:%M", StartOf(interval), session.time_zone), "-",
                          absl::FormatTime("%H:%M", EndOf(interval), session.time_zone));
    };
    rows.push_back({clock(consequence.before()), clock(consequence.after()), consequence.title(),
                    std::string(LastId(consequence.because_of())),
                    std::string(LastId(consequence.shared_subject()))});
  }
  const Words& words = session.words;
  session.terminal.out << AlignedTable(
      {words.Say("heading.BEFORE"), words.Say("heading.AFTER"), words.Say("heading.NAME"),
       words.Say("heading.BECAUSE OF"), words.Say("heading.SHARED")},
      rows, OutputOf(session).has_colour);
}

v1::MoveActivitiesRequest MovesOf(const v1::PreviewDelayRequest& request,
                                  const v1::PreviewDelayResponse& preview) {
  v1::MoveActivitiesRequest moves;
  const std::vector<std::string> parts = absl::StrSplit(request.activity(), '/');
  moves.set_parent(absl::StrCat("events/", parts.size() > 1 ? parts[1] : ""));
  for (const auto& consequence : preview.consequences()) *moves.add_moves() = consequence.move();
  return moves;
}

}  // namespace

int ShowSubject(const Session& session, const ScheduleFlags& flags, Message& request) {
  const Client client = Connect(session);
  std::vector<std::string> subjects;
  subjects.reserve(flags.who.size());
  for (const std::string& who : flags.who) {
    absl::StatusOr<std::string> found = FindSubject(client, flags.event, who);
    if (!found.ok()) return Refuse(session, found.status());
    subjects.push_back(*std::move(found));
  }
  if (auto* busy = dynamic_cast<v1::QueryFreeBusyRequest*>(&request)) {
    *busy->mutable_subjects() = {subjects.begin(), subjects.end()};
    return ShowFreeBusy(session, client, flags, *busy);
  }
  const std::string subject = subjects.empty() ? flags.event : subjects[0];
  const std::string& language = session.settings.language.value;
  if (auto* programme = dynamic_cast<v1::GetProgrammeRequest*>(&request)) {
    programme->set_subject(subject);
    if (programme->language_code().empty()) programme->set_language_code(language);
    return ShowProgramme(session, client, *programme);
  }
  auto& itinerary = dynamic_cast<v1::GetItineraryRequest&>(request);
  itinerary.set_subject(subject);
  if (itinerary.language_code().empty()) itinerary.set_language_code(language);
  return ShowItinerary(session, client, flags, itinerary);
}

int SuggestTimes(const Session& session, const v1::SuggestTimesRequest& request) {
  const Client client = Connect(session);
  const absl::StatusOr<v1::SuggestTimesResponse> found = client.SuggestTimes(request);
  if (!found.ok()) return Refuse(session, found.status());
  const bool is_found = !found->suggestions().empty();
  if (!IsForPeople(session)) {
    PrintAnswer(OutputOf(session), *found, true);
  } else if (is_found) {
    PrintSuggestions(session, client, *found);
  } else {
    PrintObstacles(session, client, *found);
  }
  return is_found ? kDone : kRefused;
}

int ShowDiff(const Session& session, v1::DiffPlansRequest request) {
  const Client client = Connect(session);
  const Output output = OutputOf(session);
  absl::optional<RowPrinter> printer;
  if (!IsForPeople(session)) printer.emplace(output, *v1::ScheduleChange::descriptor());
  Rows rows;
  for (absl::StatusOr<v1::ScheduleChange>& change : client.DiffPlans(std::move(request))) {
    if (!change.ok()) return Refuse(session, change.status());
    if (printer) {
      printer->Add(*change);
    } else {
      rows.push_back(RowOf(*change, session));
    }
  }
  if (printer) {
    printer->End();
  } else if (rows.empty()) {
    session.terminal.err << session.words.Say("diff.nothing") << "\n";
  }
  session.terminal.out << AlignedRows(std::move(rows));
  return kDone;
}

int RunLate(const Session& session, const ScheduleFlags& flags,
            const v1::PreviewDelayRequest& request) {
  const Client client = Connect(session);
  const absl::StatusOr<v1::PreviewDelayResponse> preview = client.PreviewDelay(request);
  if (!preview.ok()) return Refuse(session, preview.status());
  if (IsForPeople(session)) PrintConsequences(session, *preview);
  if (flags.preview && !IsForPeople(session)) PrintAnswer(OutputOf(session), *preview, true);
  session.terminal.out.flush();
  for (const v1::Conflict& conflict : preview->conflicts()) {
    PrintRefusal(session.terminal, conflict.activity(), FromRpcStatus(conflict.error()));
  }
  const bool is_possible = preview->conflicts().empty();
  if (flags.preview || !is_possible) return is_possible ? kDone : kRefused;
  const std::string question = session.words.Count("late.question", preview->consequences_size());
  if (!flags.yes && !Agrees(session, question)) {
    return session.terminal.in_is_tty ? kRefused : kUsage;
  }
  const absl::StatusOr<v1::MoveActivitiesResponse> moved =
      client.MoveActivities(MovesOf(request, *preview));
  if (!moved.ok()) return Refuse(session, moved.status());
  if (!IsForPeople(session)) {
    PrintAnswer(OutputOf(session), *moved, false);
  } else if (moved->has_plan()) {
    session.terminal.out << session.words.Say("late.released", moved->plan().label()) << "\n";
  }
  return kDone;
}

}  // namespace plenary::cli
