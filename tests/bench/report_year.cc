#include "tests/bench/report_year.h"

#include <stdexcept>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/base/errors.h"
#include "services/reports/year.h"
#include "services/storage/handle.h"
#include "tests/bench/figure.h"
#include "tests/testing/reports.h"

namespace plenary::bench {
namespace {

using testing::ReportForum;
using testing::Value;
using Delegations = delegations::DelegationService;

constexpr int kRounds = 5;
constexpr int kEvents = 200;
constexpr int kPeople = 10;
constexpr int kProjects = 5;
constexpr int kItems = 5'000;
constexpr const char* kCountries[] = {"AE", "AM", "AZ", "CN", "DE", "FR", "GB", "GE", "IN", "KG",
                                      "KZ", "LT", "LV", "PL", "RU", "TJ", "TR", "US", "UZ", "VN"};

// A delegation with projects at each event, and items of which every tenth is done.
void Fill(ReportForum& forum) {
  for (int i = 0; i < kEvents; ++i) {
    const std::string id = absl::StrCat("e", i);
    const std::string event = forum.Event(i % 2 == 0 ? "" : "role: ATTENDED", id);
    const std::string category = forum.Category("delegates", "", event);
    const std::string delegation = forum.Delegation(absl::StrCat("d", i), "", event);
    for (int j = 0; j < kPeople; ++j) forum.Nominated(delegation, category);
    for (int j = 0; j < kProjects; ++j) forum.Project(event, absl::StrCat("organizations/d", i));
  }
  for (int i = 0; i < kItems; ++i) {
    if (i % 10 == 0) {
      forum.Reported();
    } else {
      forum.Item();
    }
  }
  Value(forum.indicators().CreateIndicator("ict"));
  for (const char* country : kCountries) {
    Value(forum.indicators().Add(absl::StrCat("value: '120' country: '", country, "'")));
    Value(forum.indicators().Add(
        absl::StrCat("value: '100' period { year: 2022 } country: '", country, "'")));
  }
}

// Reads the rows that the report tells of, each once; how many there are.
size_t ReadOnce(ReportForum& forum, const reports::Sources& sources) {
  size_t rows = 0;
  const storage::Call call{"local", "plenary.v1.ReportService/WriteReport", ""};
  const absl::Status done =
      storage::ReadAndWait(forum.store(), [&](storage::Tx& tx) -> absl::Status {
        PLENARY_ASSIGN_OR_RETURN(reports::Year year,
                                 reports::BeginYear(tx, call, sources, 2023, {}));
        PLENARY_RETURN_IF_ERROR(reports::ReadShared(year));
        rows += year.events.size() + year.items.size();
        for (const v1::Event& event : year.events) {
          v1::ListDelegationsRequest delegations;
          delegations.set_parent(event.name());
          v1::ListParticipantsRequest participants;
          participants.set_parent(event.name());
          v1::ListProjectsRequest projects;
          projects.set_parent(event.name());
          PLENARY_ASSIGN_OR_RETURN(
              const auto came,
              reports::ListAll(year, sources.delegations, &Delegations::ListDelegations,
                               delegations, &v1::ListDelegationsResponse::mutable_delegations));
          PLENARY_ASSIGN_OR_RETURN(
              const auto people,
              reports::ListAll(year, sources.delegations, &Delegations::ListParticipants,
                               participants, &v1::ListParticipantsResponse::mutable_participants));
          PLENARY_ASSIGN_OR_RETURN(
              const auto shown,
              reports::ListAll(year, sources.delegations, &Delegations::ListProjects, projects,
                               &v1::ListProjectsResponse::mutable_projects));
          rows += came.size() + people.size() + shown.size();
        }
        return absl::OkStatus();
      });
  if (!done.ok()) throw std::runtime_error(done.ToString());
  return rows;
}

double Milliseconds(absl::Time since) { return absl::ToDoubleMilliseconds(absl::Now() - since); }

}  // namespace

void MeasureReportYear() {
  ReportForum forum("sqlite");
  Fill(forum);
  Figure figure{"report_year",
                "WriteReport in four languages over reading its rows once",
                Figure::Wanted::kAtMost,
                3,
                {},
                {{"report ms", {}}, {"rows ms", {}}, {"rows", {}}}};
  for (int round = 0; round < kRounds; ++round) {
    const absl::Time reading = absl::Now();
    const auto rows = static_cast<double>(ReadOnce(forum, forum.sources()));
    const double read_ms = Milliseconds(reading);
    const absl::Time writing = absl::Now();
    const v1::Report report = Value(forum.Write());
    const double report_ms = Milliseconds(writing);
    if (report.sections(2).sentences_size() != kEvents + 2) {
      throw std::runtime_error("the report does not tell of every event");
    }
    figure.series.values.push_back(report_ms / read_ms);
    figure.beside[0].second.values.push_back(report_ms);
    figure.beside[1].second.values.push_back(read_ms);
    figure.beside[2].second.values.push_back(rows);
  }
  Print(figure);
}

}  // namespace plenary::bench
