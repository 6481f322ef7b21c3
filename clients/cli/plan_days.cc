// The board of an event: its meetings, tables × times.
#include <algorithm>
#include <cstdint>
#include <map>
#include <ostream>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "clients/cli/activity_texts.h"
#include "clients/cli/columns.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/plan_board.h"
#include "clients/cli/planning_answers.h"
#include "clients/cli/refusals.h"
#include "clients/cli/report.pb.h"
#include "clients/cli/subjects.h"
#include "plenary/client.h"

namespace plenary::cli {
namespace {

using Mark = BoardMeeting::Mark;

// "Table 2" before "Table 10".
bool IsBefore(const std::string& a, const std::string& b) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto number = [&](const std::string& text, size_t& i) {
    size_t value = 0;
    for (; i < text.size() && is_digit(text[i]); ++i) value = value * 10 + (text[i] - '0');
    return value;
  };
  size_t i = 0;
  size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const size_t of_a = number(a, i);
      const size_t of_b = number(b, j);
      if (of_a != of_b) return of_a < of_b;
    } else if (a[i] != b[j]) {
      return a[i] < b[j];
    } else {
      ++i;
      ++j;
    }
  }
  return a.size() - i < b.size() - j;
}

// What there is of an event to be drawn.
class MeetingBoard {
 public:
  MeetingBoard(const Session& session, const PlanFlags& flags, std::string event)
      : session_(session), flags_(flags), event_(std::move(event)), client_(Connect(session)) {}

  absl::Status Read() {
    const absl::StatusOr<absl::TimeZone> zone = ZoneOf(client_, event_);
    if (!zone.ok()) return zone.status();
    zone_ = *zone;
    absl::Status status = ReadMeetings();
    if (status.ok()) status = ReadTables();
    if (status.ok()) status = ReadMisfits();
    if (status.ok()) status = ReadOpenRequests();
    if (status.ok() && flags_.names) status = ReadNames();
    return status;
  }

  // The days with meetings, or that one of them.
  std::map<absl::CivilDay, ScheduleDay> Days(absl::optional<absl::CivilDay> only) const {
    std::map<absl::CivilDay, ScheduleDay> days;
    for (const v1::Meeting& meeting : meetings_) {
      const absl::CivilDay day = absl::ToCivilDay(StartOf(meeting.interval()), zone_);
      if (only && day != *only) continue;
      ScheduleDay& report = days[day];
      report.set_date(absl::FormatCivilTime(day));
      *report.add_activities()->mutable_meeting() = meeting;
      const auto [first, last] = misfits_.equal_range(meeting.name());
      for (auto misfit = first; misfit != last; ++misfit) *report.add_misfits() = misfit->second;
    }
    return days;
  }

  std::string Drawn(const std::map<absl::CivilDay, ScheduleDay>& days) const {
    PlanBoard board;
    board.zone = zone_;
    std::map<std::string, int> places;
    for (const std::string& table : TablesInOrder()) {
      places[table] = static_cast<int>(board.tables.size());
      board.tables.push_back(table.empty() ? session_.words.Say("schedule.elsewhere") : table);
    }
    for (const auto& [_, day] : days) {
      for (const v1::Activity& activity : day.activities()) {
        const v1::Meeting& meeting = activity.meeting();
        board.meetings.push_back({places.at(TableOf(meeting)), StartOf(meeting.interval()),
                                  EndOf(meeting.interval()), SidesOf(meeting), MarkOf(meeting)});
      }
    }
    BoardPaper paper;
    paper.columns = session_.terminal.columns;
    paper.shows_utf8 = ShowsUtf8(session_.terminal.environment);
    paper.has_colour = OutputOf(session_).has_colour;
    return DrawBoard(board, paper);
  }

  const std::vector<v1::MeetingRequest>& open_requests() const { return open_requests_; }

 private:
  absl::Status ReadMeetings() {
    for (const v1::ScheduleView view : {v1::RELEASED_VIEW, v1::WORK_IN_PROGRESS}) {
      if (flags_.released && view == v1::WORK_IN_PROGRESS) break;
      meetings_.clear();
      v1::ListMeetingsRequest request;
      request.set_parent(event_);
      request.set_view(view);
      for (absl::StatusOr<v1::Meeting>& meeting : client_.ListMeetings(request)) {
        if (!meeting.ok()) return meeting.status();
        if (view == v1::RELEASED_VIEW) released_[meeting->name()] = *meeting;
        if (meeting->state() != v1::CANCELLED) meetings_.push_back(*std::move(meeting));
      }
    }
    return absl::OkStatus();
  }

  // Those that are planned at, whether something is there or not, and those of the meetings.
  absl::Status ReadTables() {
    v1::GetPlanningSettingsRequest settings;
    settings.set_name(absl::StrCat(event_, "/planning"));
    const absl::StatusOr<v1::PlanningSettings> planned = client_.GetPlanningSettings(settings);
    std::set<std::string> names;
    // Who may not see how an event is planned sees where its meetings are.
    if (planned.ok()) names.insert(planned->assets().begin(), planned->assets().end());
    for (const v1::Meeting& meeting : meetings_) {
      for (const v1::AssetUse& use : meeting.assets()) names.insert(use.asset());
    }
    v1::BatchGetAssetsRequest request;
    for (auto name = names.begin(); name != names.end();) {
      request.add_names(*name);
      if (++name != names.end() && request.names_size() < 1000) continue;
      const absl::StatusOr<v1::BatchGetAssetsResponse> assets = client_.BatchGetAssets(request);
      if (!assets.ok()) return assets.status();
      for (const v1::Asset& asset : assets->assets()) {
        if (asset.kind() != v1::Asset::ROOM && asset.kind() != v1::Asset::TABLE) continue;
        tables_[asset.name()] = Cells(asset, NamesStyle())[2];
      }
      request.clear_names();
    }
    return absl::OkStatus();
  }

  // Who does not see the whole event is not told what does not fit.
  absl::Status ReadMisfits() {
    v1::ListMisfitsRequest request;
    request.set_parent(event_);
    request.set_view(flags_.released ? v1::RELEASED_VIEW : v1::WORK_IN_PROGRESS);
    for (const absl::StatusOr<v1::Conflict>& misfit : client_.ListMisfits(request)) {
      if (absl::IsPermissionDenied(misfit.status())) return absl::OkStatus();
      if (!misfit.ok()) return misfit.status();
      if (!misfit->is_warning()) misfits_.emplace(misfit->activity(), *misfit);
    }
    return absl::OkStatus();
  }

  absl::Status ReadOpenRequests() {
    v1::ListMeetingRequestsRequest request;
    request.set_parent(event_);
    request.set_filter("state = ACCEPTED");
    for (absl::StatusOr<v1::MeetingRequest>& each : client_.ListMeetingRequests(request)) {
      if (!each.ok()) return each.status();
      open_requests_.push_back(*std::move(each));
    }
    return absl::OkStatus();
  }

  // What the parties are called: a delegation as its organization.
  absl::Status ReadNames() {
    std::set<std::string> parties;
    for (const v1::Meeting& meeting : meetings_) {
      for (const v1::Meeting::Party& party : meeting.parties()) parties.insert(PartyOf(party));
    }
    std::multimap<std::string, std::string> parties_of;  // by organization
    for (const std::string& party : parties) {
      if (party.rfind("organizations/", 0) == 0) {
        parties_of.emplace(party, party);
        continue;
      }
      v1::GetDelegationRequest request;
      request.set_name(party);
      const absl::StatusOr<v1::Delegation> delegation = client_.GetDelegation(request);
      if (delegation.ok()) parties_of.emplace(delegation->organization(), party);
    }
    for (const auto& [organization, party] : parties_of) {
      names_[party] = NameOfOrganization(organization);
    }
    return absl::OkStatus();
  }

  std::string NameOfOrganization(const std::string& name) const {
    v1::GetOrganizationRequest request;
    request.set_name(name);
    const absl::StatusOr<v1::Organization> organization = client_.GetOrganization(request);
    return organization.ok() ? Cells(*organization, NamesStyle())[1] : std::string(LastId(name));
  }

  Style NamesStyle() const {
    Style style;
    style.language = session_.settings.language.value;
    return style;
  }

  std::vector<std::string> TablesInOrder() const {
    std::set<std::string> all;
    for (const auto& [_, table] : tables_) all.insert(table);
    for (const v1::Meeting& meeting : meetings_) all.insert(TableOf(meeting));
    std::vector<std::string> tables(all.begin(), all.end());
    std::stable_sort(tables.begin(), tables.end(), IsBefore);
    return tables;
  }

  // The name of its first room or table; empty where it has none.
  std::string TableOf(const v1::Meeting& meeting) const {
    for (const v1::AssetUse& use : meeting.assets()) {
      const auto table = tables_.find(use.asset());
      if (table != tables_.end()) return table->second;
    }
    return "";
  }

  static const std::string& PartyOf(const v1::Meeting::Party& party) {
    return party.delegation().empty() ? party.organization() : party.delegation();
  }

  // Its parties rather than its title, which takes more room to say the same.
  std::vector<std::string> SidesOf(const v1::Meeting& meeting) const {
    std::vector<std::string> sides;
    sides.reserve(meeting.parties_size());
    for (const v1::Meeting::Party& party : meeting.parties()) {
      const auto name = names_.find(PartyOf(party));
      sides.push_back(name == names_.end() ? std::string(LastId(PartyOf(party))) : name->second);
    }
    return sides;
  }

  Mark MarkOf(const v1::Meeting& meeting) const {
    if (misfits_.count(meeting.name()) > 0) return Mark::kMisfit;
    if (meeting.is_pinned()) return Mark::kPinned;
    const auto before = released_.find(meeting.name());
    if (before == released_.end() || before->second.state() == v1::CANCELLED) return Mark::kNew;
    const bool is_moved = StartOf(before->second.interval()) != StartOf(meeting.interval()) ||
                          EndOf(before->second.interval()) != EndOf(meeting.interval()) ||
                          TableOf(before->second) != TableOf(meeting);
    return is_moved ? Mark::kMoved : Mark::kNone;
  }

  const Session& session_;
  const PlanFlags& flags_;
  const std::string event_;
  const Client client_;
  absl::TimeZone zone_;
  std::vector<v1::Meeting> meetings_;
  std::map<std::string, v1::Meeting> released_;
  std::map<std::string, std::string> tables_;  // by asset
  std::map<std::string, std::string> names_;   // by party
  std::multimap<std::string, v1::Conflict> misfits_;
  std::vector<v1::MeetingRequest> open_requests_;
};

void PrintBelow(const Session& session, const MeetingBoard& board,
                const std::map<absl::CivilDay, ScheduleDay>& days) {
  std::ostream& out = session.terminal.out;
  for (const auto& [_, day] : days) {
    for (const v1::Conflict& misfit : day.misfits()) {
      out << "! " << LastId(misfit.activity()) << ": " << misfit.error().message() << "\n";
    }
  }
  if (!days.empty()) out << session.words.Say("board.legend") << "\n";
  if (board.open_requests().empty()) return;
  out << session.words.Count("board.open", static_cast<int64_t>(board.open_requests().size()))
      << "\n";
  for (const v1::MeetingRequest& request : board.open_requests()) {
    out << "  " << LastId(request.name()) << ": "
        << SidesText({request.from().display_name(), request.to().display_name()},
                     session.terminal.columns - 4 - static_cast<int>(LastId(request.name()).size()),
                     ShowsUtf8(session.terminal.environment))
        << "\n";
  }
}

}  // namespace

int ShowPlan(const Session& session, const PlanFlags& flags) {
  absl::optional<absl::CivilDay> day;
  if (!flags.day.empty() && !absl::ParseCivilTime(flags.day, &day.emplace())) {
    return PrintRefusal(session.terminal, "plenary",
                        absl::InvalidArgumentError(absl::StrCat(
                            "--day: expected a date as 2023-04-18, not \"", flags.day, "\"")));
  }
  const std::string& named = flags.event.empty() ? session.settings.event.value : flags.event;
  MeetingBoard board(session, flags, ExpandName(named, {"events/{event}"}, ""));
  const absl::Status status = board.Read();
  if (!status.ok()) return PrintRefusal(session.terminal, "plenary", status);
  const std::map<absl::CivilDay, ScheduleDay> days = board.Days(day);
  if (session.format != Format::kTable) {
    for (const auto& [_, report] : days) PrintAnswer(OutputOf(session), report, false);
    return kDone;
  }
  session.terminal.out << board.Drawn(days);
  PrintBelow(session, board, days);
  if (days.empty()) session.terminal.err << session.words.Say("board.nothing") << "\n";
  return kDone;
}

}  // namespace plenary::cli
