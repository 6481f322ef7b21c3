// What came of it in a year: contracts, pilots, deliveries.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/reports/year.h"

namespace plenary::reports {
namespace {

using Result = v1::Result;

v1::ListResultsRequest ResultsOf(const Year& year, absl::string_view condition = "") {
  v1::ListResultsRequest request;
  request.set_filter(Both(Between("date", year.first_day, year.latest_day), condition));
  return request;
}

Draft AboutResult(const Result& result) {
  Draft draft;
  draft.pattern = "result.one";
  draft.texts = {{"title", Recorded(result.titles())},
                 {"kind", Word(absl::StrCat("result.", Result::Kind_Name(result.kind())))},
                 {"date", DateOf(result.date())},
                 {"country", result.country().empty() ? Same("") : Country(result.country())}};
  if (!result.amount().empty()) {
    v1::GetResultRequest request;
    request.set_name(result.name());
    draft.texts["currency"] = Same(result.currency());
    draft.numbers = {Told("amount", result.amount(), result.currency(),
                          QueryOf(request, v1::ReportQuery::VALUE, "amount"))};
  }
  draft.resources = {result.name()};
  return draft;
}

}  // namespace

absl::Status WriteResults(Year& year, Section section) {
  PLENARY_ASSIGN_OR_RETURN(
      const auto results,
      ListAll(year, year.sources.indicators, &indicators::IndicatorService::ListResults,
              ResultsOf(year), &v1::ListResultsResponse::mutable_results));
  if (results.empty()) {
    section.SayMissing("results.none");
    return absl::OkStatus();
  }
  const auto count = [&](absl::string_view key, Result::Kind kind) {
    return Counted(key,
                   std::count_if(results.begin(), results.end(),
                                 [=](const Result& each) { return each.kind() == kind; }),
                   {CountOf(ResultsOf(year, absl::StrCat("kind = ", Result::Kind_Name(kind))))});
  };
  Draft all;
  all.pattern = "results.all";
  all.numbers = {
      Counted("results", static_cast<int64_t>(results.size()), {CountOf(ResultsOf(year))}),
      count("contracts", Result::CONTRACT),
      count("memorandums", Result::MEMORANDUM),
      count("agreements", Result::AGREEMENT),
      count("pilots", Result::PILOT),
      count("deliveries", Result::DELIVERY)};
  section.Say(std::move(all));
  for (const Result& result : results) section.Say(AboutResult(result));
  return absl::OkStatus();
}

}  // namespace plenary::reports
