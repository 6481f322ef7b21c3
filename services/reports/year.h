// What the report of a year is written from: which year, and whom it asks.
#ifndef PLENARY_SERVICES_REPORTS_YEAR_H_
#define PLENARY_SERVICES_REPORTS_YEAR_H_

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/repeated_field.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "services/base/errors.h"
#include "services/control/service.h"
#include "services/delegations/service.h"
#include "services/events/service.h"
#include "services/indicators/service.h"
#include "services/negotiations/service.h"
#include "services/protocols/service.h"
#include "services/reports/query_rules.h"
#include "services/reports/sentence_rules.h"
#include "services/storage/change.h"
#include "services/storage/store.h"

namespace plenary::reports {

// The services that a report asks, as anybody may. They outlive it.
struct Sources {
  const events::EventService& events;
  const delegations::DelegationService& delegations;
  const negotiations::NegotiationService& negotiations;
  const protocols::ProtocolService& protocols;
  const control::ActionPlanService& plans;
  const indicators::IndicatorService& indicators;
};

// A year as far as it has gone, and what several sections read of it. Lives as long as the
// transaction.
struct Year {
  storage::Tx& tx;
  const storage::Call& call;
  const Sources& sources;
  int number;
  Languages languages;
  absl::TimeZone zone;
  absl::Time start;
  absl::Time end;          // nothing from here on is told of
  std::string first_day;   // "2023-01-01"
  std::string last_day;    // "2023-12-31"
  std::string latest_day;  // the last of the year that has begun; before the first: none has
  std::string today;       // in `zone`

  std::vector<v1::Event> events;               // that took place or are under way, by their start
  std::vector<v1::ActionItem> items;           // that are due in it
  std::vector<v1::Negotiation> negotiations;   // all there are, deleted ones too
  std::map<std::string, Words> organizations;  // names of those that are told of
};

// A year of which nothing is read yet.
absl::StatusOr<Year> BeginYear(storage::Tx& tx, const storage::Call& call, const Sources& sources,
                               int number, Languages languages);
// Reads what several sections of its report tell of.
absl::Status ReadShared(Year& year);

// Every resource that a list holds, page by page.
//   ListAll(year, year.sources.events, &events::EventService::ListEvents, request,
//           &v1::ListEventsResponse::mutable_events)
template <class Service, class Request, class Response, class Resource>
absl::StatusOr<std::vector<Resource>> ListAll(
    const Year& year, const Service& service,
    absl::StatusOr<Response> (Service::*method)(storage::Tx&, const storage::Call&, const Request&)
        const,
    Request request, google::protobuf::RepeatedPtrField<Resource>* (Response::*resources)()) {
  std::vector<Resource> all;
  request.set_page_size(1000);
  do {
    PLENARY_ASSIGN_OR_RETURN(Response page, (service.*method)(year.tx, year.call, request));
    google::protobuf::RepeatedPtrField<Resource>& found = *(page.*resources)();
    all.reserve(all.size() + static_cast<size_t>(found.size()));
    for (Resource& each : found) all.push_back(std::move(each));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return all;
}

// That `field`, a time, lies in the year as far as it has gone.
std::string WithinYear(const Year& year, absl::string_view field);
// The events of the year that took place or are under way, of which `condition` holds.
v1::ListEventsRequest EventsOf(const Year& year, absl::string_view condition = "");
// The action items that are due in the year, of which `condition` holds.
v1::ListActionItemsRequest ItemsOf(const Year& year, absl::string_view condition = "");

// How many of `items` have such a state; how many are overdue.
int64_t CountIn(const std::vector<v1::ActionItem>& items, v1::ActionItem::State state);
int64_t CountOverdue(const std::vector<v1::ActionItem>& items);

// Reads the names of organizations into year.organizations.
absl::Status FindNames(Year& year, const std::set<std::string>& organizations);
// The name of an organization whose names were read; empty for an empty name.
Words NameOf(const Year& year, const std::string& organization);

// The days on which an event takes place, in its time zone, and where.
Words DatesOf(const v1::Event& event);
Words PlaceOf(const v1::Event& event);
// A day as resources have it: "2023-08-24".
Words DateOf(const std::string& day);

// Writes the sentences of one section.
class Section {
 public:
  // `into` outlives it; `key` is that of its words in the catalogue: "plans".
  Section(const Year& year, v1::ReportSection::Kind kind, const std::string& key,
          v1::ReportSection& into);
  // What it says next. "year" is among its texts.
  void Say(Draft draft);
  // That something is not recorded.
  void SayMissing(const std::string& pattern);

 private:
  const Year& year_;
  v1::ReportSection& section_;
};

// Each section of a report.
absl::Status WritePlans(Year& year, Section section);
absl::Status WriteMeetings(Year& year, Section section);
absl::Status WriteEvents(Year& year, Section section);
absl::Status WriteDocuments(Year& year, Section section);
absl::Status WriteCommitments(Year& year, Section section);
absl::Status WriteResults(Year& year, Section section);
absl::Status WriteFigures(Year& year, Section section);

// The last year of which there is a figure with a country; 0 where there is none.
absl::StatusOr<int> LatestYearWith(storage::Tx& tx, const storage::Call& call,
                                   const Sources& sources, absl::string_view country);
// What the figures of the year with one country say; nothing where there are none.
absl::Status WriteFiguresWith(Year& year, absl::string_view country, Section section);

}  // namespace plenary::reports

#endif  // PLENARY_SERVICES_REPORTS_YEAR_H_
