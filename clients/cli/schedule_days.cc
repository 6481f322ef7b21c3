// The days of an event as rooms × time.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "clients/cli/activity_texts.h"
#include "clients/cli/columns.h"
#include "clients/cli/day_grid.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/refusals.h"
#include "clients/cli/report.pb.h"
#include "clients/cli/schedule_answers.h"
#include "clients/cli/subjects.h"
#include "plenary/client.h"

namespace plenary::cli {
namespace {

// What there is of an event to be drawn.
class Board {
 public:
  Board(const Session& session, const ScheduleFlags& flags)
      : session_(session), flags_(flags), client_(Connect(session)) {}

  absl::Status Read() {
    const absl::StatusOr<absl::TimeZone> zone = ZoneOf(client_, flags_.event);
    if (!zone.ok()) return zone.status();
    zone_ = *zone;
    absl::Status status = ReadSessions();
    if (status.ok()) status = ReadMeetings();
    if (status.ok()) status = ReadAssets();
    if (status.ok()) status = ReadMisfits();
    std::stable_sort(activities_.begin(), activities_.end(), [](const auto& a, const auto& b) {
      return StartOf(IntervalOf(a)) < StartOf(IntervalOf(b));
    });
    return status;
  }

  std::set<absl::CivilDay> Days() const {
    std::set<absl::CivilDay> days;
    for (const v1::Activity& activity : activities_) days.insert(DayOf(activity));
    return days;
  }

  ScheduleDay ReportOf(absl::CivilDay day) const {
    ScheduleDay report;
    report.set_date(absl::FormatCivilTime(day));
    for (const v1::Activity& activity : activities_) {
      if (DayOf(activity) != day || !IsWanted(activity)) continue;
      *report.add_activities() = activity;
      const auto [first, last] = misfits_.equal_range(NameOf(activity));
      for (auto misfit = first; misfit != last; ++misfit) *report.add_misfits() = misfit->second;
    }
    return report;
  }

  std::string Drawn(const ScheduleDay& day) const {
    DayGrid grid;
    grid.zone = zone_;
    std::map<std::string, int> places;
    for (const v1::Activity& activity : day.activities()) places[RoomOf(activity)] = 0;
    for (auto& [room, place] : places) {
      place = static_cast<int>(grid.rooms.size());
      grid.rooms.push_back(room.empty() ? session_.words.Say("schedule.elsewhere") : room);
    }
    grid.items.reserve(day.activities_size());
    for (const v1::Activity& activity : day.activities()) {
      const google::type::Interval interval = IntervalOf(activity);
      grid.items.push_back(
          {places.at(RoomOf(activity)), StartOf(interval), EndOf(interval), TextOf(activity)});
    }
    return DrawDay(grid, session_.terminal.columns, ShowsUtf8(session_.terminal.environment));
  }

 private:
  v1::ScheduleView View() const { return flags_.is_wip ? v1::WORK_IN_PROGRESS : v1::RELEASED_VIEW; }

  absl::Status ReadSessions() {
    v1::ListSessionsRequest request;
    request.set_parent(flags_.event);
    request.set_view(View());
    for (absl::StatusOr<v1::Session>& session : client_.ListSessions(request)) {
      if (!session.ok()) return session.status();
      *activities_.emplace_back().mutable_session() = *std::move(session);
    }
    return absl::OkStatus();
  }

  absl::Status ReadMeetings() {
    v1::ListMeetingsRequest request;
    request.set_parent(flags_.event);
    request.set_view(View());
    for (absl::StatusOr<v1::Meeting>& meeting : client_.ListMeetings(request)) {
      if (!meeting.ok()) return meeting.status();
      *activities_.emplace_back().mutable_meeting() = *std::move(meeting);
    }
    return absl::OkStatus();
  }

  // Names of the rooms and tables, a thousand assets at a time.
  absl::Status ReadAssets() {
    std::set<std::string> names;
    for (const v1::Activity& activity : activities_) {
      for (const v1::AssetUse& use : UsesOf(activity)) names.insert(use.asset());
    }
    v1::BatchGetAssetsRequest request;
    for (auto name = names.begin(); name != names.end();) {
      request.add_names(*name);
      if (++name != names.end() && request.names_size() < 1000) continue;
      const absl::StatusOr<v1::BatchGetAssetsResponse> assets = client_.BatchGetAssets(request);
      if (!assets.ok()) return assets.status();
      for (const v1::Asset& asset : assets->assets()) Note(asset);
      request.clear_names();
    }
    return absl::OkStatus();
  }

  void Note(const v1::Asset& asset) {
    if (asset.kind() != v1::Asset::ROOM && asset.kind() != v1::Asset::TABLE) return;
    Style style;
    style.language = session_.settings.language.value;
    rooms_[asset.name()] = Cells(asset, style)[2];
  }

  // Who does not see the whole event is not told what does not fit.
  absl::Status ReadMisfits() {
    v1::ListMisfitsRequest request;
    request.set_parent(flags_.event);
    request.set_view(View());
    for (const absl::StatusOr<v1::Conflict>& misfit : client_.ListMisfits(request)) {
      if (absl::IsPermissionDenied(misfit.status())) return absl::OkStatus();
      if (!misfit.ok()) return misfit.status();
      misfits_.emplace(misfit->activity(), *misfit);
    }
    return absl::OkStatus();
  }

  static const google::protobuf::RepeatedPtrField<v1::AssetUse>& UsesOf(
      const v1::Activity& activity) {
    return activity.has_session() ? activity.session().assets() : activity.meeting().assets();
  }

  absl::CivilDay DayOf(const v1::Activity& activity) const {
    return absl::ToCivilDay(StartOf(IntervalOf(activity)), zone_);
  }

  // The name of its first room or table; empty where it has none.
  std::string RoomOf(const v1::Activity& activity) const {
    for (const v1::AssetUse& use : UsesOf(activity)) {
      const auto room = rooms_.find(use.asset());
      if (room != rooms_.end()) return room->second;
    }
    return "";
  }

  bool IsWanted(const v1::Activity& activity) const {
    if (flags_.room.empty()) return true;
    for (const v1::AssetUse& use : UsesOf(activity)) {
      if (use.asset() == flags_.room || LastId(use.asset()) == flags_.room) return true;
    }
    return RoomOf(activity) == flags_.room;
  }

  bool IsCancelled(const v1::Activity& activity) const {
    return (activity.has_session() ? activity.session().state() : activity.meeting().state()) ==
           v1::CANCELLED;
  }

  std::string TextOf(const v1::Activity& activity) const {
    const std::string title = TitleOf(activity, session_.settings.language.value);
    if (IsCancelled(activity)) return session_.words.Say("schedule.cancelled", title);
    return misfits_.count(NameOf(activity)) > 0 ? absl::StrCat("! ", title) : title;
  }

  const Session& session_;
  const ScheduleFlags& flags_;
  const Client client_;
  absl::TimeZone zone_;
  std::vector<v1::Activity> activities_;
  std::map<std::string, std::string> rooms_;
  std::multimap<std::string, v1::Conflict> misfits_;
};

void Print(const Session& session, const Board& board, const ScheduleDay& day) {
  session.terminal.out << day.date() << "\n" << board.Drawn(day);
  for (const v1::Conflict& misfit : day.misfits()) {
    session.terminal.out << "! " << LastId(misfit.activity()) << ": " << misfit.error().message()
                         << "\n";
  }
}

}  // namespace

int ShowDays(const Session& session, const ScheduleFlags& flags) {
  Board board(session, flags);
  const absl::Status status = board.Read();
  if (!status.ok()) return PrintRefusal(session.terminal, "plenary", status);
  std::set<absl::CivilDay> days = board.Days();
  if (!flags.day.empty()) {
    absl::CivilDay day;
    if (!absl::ParseCivilTime(flags.day, &day)) {
      return PrintRefusal(session.terminal, "plenary",
                          absl::InvalidArgumentError(absl::StrCat(
                              "--day: expected a date as 2023-04-18, not \"", flags.day, "\"")));
    }
    days = {day};
  }
  bool is_first = true;
  for (const absl::CivilDay day : days) {
    const ScheduleDay report = board.ReportOf(day);
    if (report.activities().empty()) continue;
    if (session.format != Format::kTable) {
      PrintAnswer(OutputOf(session), report, false);
      continue;
    }
    if (!std::exchange(is_first, false)) session.terminal.out << "\n";
    Print(session, board, report);
  }
  if (is_first && session.format == Format::kTable) {
    session.terminal.err << session.words.Say("schedule.nothing") << "\n";
  }
  return kDone;
}

}  // namespace plenary::cli
