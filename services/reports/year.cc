#include "services/reports/year.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "services/base/errors.h"
#include "services/directory/table.h"
#include "services/storage/resource.h"

namespace plenary::reports {
namespace {

using storage::Call;
using storage::Tx;

constexpr char kDefaultZone[] = "Europe/Minsk";
constexpr char kTookPlace[] =
    "(state = PUBLISHED OR state = RUNNING OR state = CLOSED OR state = ARCHIVED)";

std::string Written(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

absl::StatusOr<absl::TimeZone> ZoneOfReports(Tx& tx, const Call& call, const Sources& sources) {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::ControlSettings settings,
      sources.plans.GetControlSettings(tx, call, v1::GetControlSettingsRequest()));
  absl::TimeZone zone;
  absl::LoadTimeZone(settings.time_zone().empty() ? kDefaultZone : settings.time_zone(), &zone);
  return zone;
}

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(storage::ToMicros(time));
}

}  // namespace

absl::StatusOr<Year> BeginYear(Tx& tx, const Call& call, const Sources& sources, int number,
                               Languages languages) {
  PLENARY_ASSIGN_OR_RETURN(const absl::TimeZone zone, ZoneOfReports(tx, call, sources));
  const absl::Time start = absl::FromCivil(absl::CivilDay(number, 1, 1), zone);
  const absl::Time whole = absl::FromCivil(absl::CivilDay(number + 1, 1, 1), zone);
  const absl::Time end = std::max(start, std::min(whole, tx.now()));
  Year year{tx, call, sources, number, std::move(languages), zone, start, end, {}, {}, {}, {},
            {}, {},   {},      {}};
  year.first_day = Written(absl::CivilDay(number, 1, 1));
  year.last_day = Written(absl::CivilDay(number, 12, 31));
  year.latest_day = Written(absl::ToCivilDay(end - absl::Microseconds(1), zone));
  year.today = Written(absl::ToCivilDay(tx.now(), zone));
  return year;
}

absl::Status ReadShared(Year& year) {
  const Sources& sources = year.sources;
  PLENARY_ASSIGN_OR_RETURN(
      year.events, ListAll(year, sources.events, &events::EventService::ListEvents, EventsOf(year),
                           &v1::ListEventsResponse::mutable_events));
  PLENARY_ASSIGN_OR_RETURN(
      year.items, ListAll(year, sources.plans, &control::ActionPlanService::ListActionItems,
                          ItemsOf(year), &v1::ListActionItemsResponse::mutable_action_items));
  v1::ListNegotiationsRequest negotiations;
  negotiations.set_show_deleted(true);
  PLENARY_ASSIGN_OR_RETURN(
      year.negotiations,
      ListAll(year, sources.negotiations, &negotiations::NegotiationService::ListNegotiations,
              negotiations, &v1::ListNegotiationsResponse::mutable_negotiations));
  std::set<std::string> counterparts;
  for (const v1::Negotiation& each : year.negotiations) counterparts.insert(each.counterpart());
  return FindNames(year, counterparts);
}

std::string WithinYear(const Year& year, absl::string_view field) {
  const auto written = [&](absl::Time time) {
    return Quoted(absl::FormatTime(absl::RFC3339_full, time, year.zone));
  };
  return absl::StrCat(field, " >= ", written(year.start), " AND ", field, " < ", written(year.end));
}

v1::ListEventsRequest EventsOf(const Year& year, absl::string_view condition) {
  v1::ListEventsRequest request;
  request.set_filter(Both(Both(WithinYear(year, "start_time"), kTookPlace), condition));
  return request;
}

v1::ListActionItemsRequest ItemsOf(const Year& year, absl::string_view condition) {
  v1::ListActionItemsRequest request;
  request.set_filter(Both(Between("due_date", year.first_day, year.last_day), condition));
  return request;
}

int64_t CountIn(const std::vector<v1::ActionItem>& items, v1::ActionItem::State state) {
  return std::count_if(items.begin(), items.end(),
                       [=](const v1::ActionItem& each) { return each.state() == state; });
}

int64_t CountOverdue(const std::vector<v1::ActionItem>& items) {
  return std::count_if(items.begin(), items.end(),
                       [](const v1::ActionItem& each) { return each.is_overdue(); });
}

absl::Status FindNames(Year& year, const std::set<std::string>& organizations) {
  std::vector<std::string> names;
  names.reserve(organizations.size());
  for (const std::string& name : organizations) {
    if (!name.empty() && year.organizations.count(name) == 0) names.push_back(name);
  }
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindOrganizations(year.tx, names));
  for (size_t i = 0; i < names.size(); ++i) {
    year.organizations[names[i]] =
        found[i] ? Recorded(found[i]->display_names(), names[i]) : Same(names[i]);
  }
  return absl::OkStatus();
}

Words NameOf(const Year& year, const std::string& organization) {
  const auto found = year.organizations.find(organization);
  return found == year.organizations.end() ? Same(organization) : found->second;
}

Words DatesOf(const v1::Event& event) {
  absl::TimeZone zone;
  absl::LoadTimeZone(event.time_zone(), &zone);
  const absl::Time start = TimeOf(event.interval().start_time());
  // The end is not part of it: what ends at midnight ends on the day before.
  const absl::Time last =
      std::max(start, TimeOf(event.interval().end_time()) - absl::Microseconds(1));
  return Dates(absl::ToCivilDay(start, zone), absl::ToCivilDay(last, zone));
}

Words PlaceOf(const v1::Event& event) { return Recorded(event.venue().localities()); }

Words DateOf(const std::string& day) {
  absl::CivilDay date;
  return absl::ParseCivilTime(day, &date) ? Dates(date, date) : Same(day);
}

Section::Section(const Year& year, v1::ReportSection::Kind kind, const std::string& key,
                 v1::ReportSection& into)
    : year_(year), section_(into) {
  section_.set_kind(kind);
  Draft title;
  title.pattern = absl::StrCat(key, ".title");
  *section_.mutable_titles() = WriteTexts(title, year.languages);
}

void Section::Say(Draft draft) {
  draft.texts["year"] = Same(absl::StrCat(year_.number));
  *section_.add_sentences() = Write(draft, year_.languages);
}

void Section::SayMissing(const std::string& pattern) {
  Draft draft;
  draft.pattern = pattern;
  draft.kind = v1::ReportSentence::MISSING;
  Say(std::move(draft));
}

}  // namespace plenary::reports
