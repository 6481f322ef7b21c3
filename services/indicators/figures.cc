// Figures: added, revised, read, compared.
#include "services/indicators/figures.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/directory/table.h"
#include "services/indicators/compare_rules.h"
#include "services/indicators/period_rules.h"
#include "services/indicators/rules.h"
#include "services/indicators/service.h"
#include "services/indicators/table.h"
#include "services/storage/resource.h"

namespace plenary::indicators {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

constexpr absl::string_view kAllIndicators = "indicators/-";
// Figures that are compared at once.
constexpr int64_t kMostCompared = 5000;

// "indicators/ict" of "indicators/ict/figures/…".
std::string IndicatorOf(absl::string_view figure) {
  return std::string(figure.substr(0, figure.find("/figures/")));
}

absl::Status CheckWellFormed(const v1::Figure& figure, const v1::Indicator& indicator,
                             absl::string_view field) {
  base::FieldErrors errors;
  CheckFigure(figure, indicator, field, errors);
  return errors.ToStatus();
}

absl::Status CheckOrganization(Tx& tx, const v1::Figure& figure) {
  if (figure.organization().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto found,
                           directory::FindOrganization(tx, figure.organization()));
  return storage::CheckReference(found, "figure.organization", figure.organization());
}

absl::StatusOr<absl::optional<v1::Figure>> LatestOfKey(Tx& tx, absl::string_view indicator,
                                                       const v1::Figure& figure) {
  PLENARY_ASSIGN_OR_RETURN(auto latest,
                           FindLatest(tx, indicator, {{figure, PeriodKey(figure.period())}}));
  return std::move(latest.front());
}

// The latest figures of a period. INVALID_FIELDS where there are more than are compared.
absl::Status AddFigures(Tx& tx, const std::string& indicator, const v1::FigurePeriod& period,
                        const std::string& source, std::vector<v1::Figure>& figures) {
  PLENARY_ASSIGN_OR_RETURN(
      auto found, ListLatestOf(tx, indicator, PeriodKey(period), source, kMostCompared + 1));
  if (static_cast<int64_t>(found.size()) > kMostCompared) {
    return base::BadField("source", absl::StrCat(indicator, " has more than ", kMostCompared,
                                                 " figures of the period; name a source"));
  }
  figures.insert(figures.end(), std::make_move_iterator(found.begin()),
                 std::make_move_iterator(found.end()));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Figure> AddFigure(Change& change, const v1::Indicator& indicator,
                                     v1::Figure figure, const v1::Figure* latest) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(indicator.name()));
  figure.set_name(base::MakeName(kFigurePattern, {base::LastId(indicator.name()), change.NewId()}));
  figure.clear_superseded_by();
  Settle(figure);
  *figure.mutable_create_time() = storage::ToTimestamp(now);
  if (latest != nullptr) {
    v1::Figure superseded = *latest;
    superseded.set_superseded_by(figure.name());
    PLENARY_RETURN_IF_ERROR(SupersedeFigure(change.tx(), superseded));
    change.Record(superseded.name(), v1::Change::UPDATED, superseded);
  }
  PLENARY_RETURN_IF_ERROR(
      InsertFigure(change.tx(), indicator.name(), {figure, PeriodKey(figure.period())}));
  change.Record(figure.name(), v1::Change::CREATED, figure);
  return figure;
}

absl::StatusOr<v1::Figure> IndicatorService::CreateFigure(
    Change& change, const v1::CreateFigureRequest& request) const {
  Tx& tx = change.tx();
  // Before anything is read: whoever else writes to the indicator's figures comes before or after.
  PLENARY_RETURN_IF_ERROR(change.Now(request.parent()).status());
  PLENARY_ASSIGN_OR_RETURN(const v1::Indicator indicator,
                           storage::Living(FindIndicator(tx, request.parent()), request.parent()));
  v1::Figure made = request.figure();
  base::ClearOutputOnly(made);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(made, indicator, "figure"));
  PLENARY_RETURN_IF_ERROR(SettleUnit(indicator, made));
  PLENARY_RETURN_IF_ERROR(CheckOrganization(tx, made));
  PLENARY_ASSIGN_OR_RETURN(const absl::optional<v1::Figure> latest,
                           LatestOfKey(tx, indicator.name(), made));
  const v1::Figure* before = latest.has_value() ? &*latest : nullptr;
  PLENARY_RETURN_IF_ERROR(SettleRevision(before, made));
  return AddFigure(change, indicator, std::move(made), before);
}

absl::StatusOr<v1::Figure> IndicatorService::GetFigure(Tx& tx, const Call&,
                                                       const v1::GetFigureRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Figure found,
                           storage::Existing(FindFigure(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), found));
  return found;
}

absl::StatusOr<v1::BatchGetFiguresResponse> IndicatorService::BatchGetFigures(
    Tx& tx, const Call&, const v1::BatchGetFiguresRequest& request) const {
  base::FieldErrors errors;
  for (int i = 0; i < request.names_size(); ++i) {
    const bool is_in =
        request.parent() == kAllIndicators || IndicatorOf(request.names(i)) == request.parent();
    if (is_in) continue;
    errors.Add(absl::StrCat("names[", i, "]"), absl::StrCat("must lie in ", request.parent()));
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  const std::vector<std::string> names(request.names().begin(), request.names().end());
  PLENARY_ASSIGN_OR_RETURN(auto found, storage::ExistingEach(FindFigures(tx, names), names));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetFiguresResponse response;
  for (v1::Figure& each : found) *response.add_figures() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListFiguresResponse> IndicatorService::ListFigures(
    Tx& tx, const Call& call, const v1::ListFiguresRequest& request) const {
  const std::string& parent = request.parent();
  const bool is_of_one = parent != kAllIndicators;
  if (is_of_one) {
    PLENARY_RETURN_IF_ERROR(storage::Existing(FindIndicator(tx, parent), parent).status());
  }
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = parent;
  asked.filter = request.filter();
  asked.order_by = request.order_by();
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  std::vector<base::SqlValue> params;
  if (is_of_one) params.emplace_back(parent);
  PLENARY_ASSIGN_OR_RETURN(const base::ListQuery query,
                           base::PlanList(FigureList(), asked, is_of_one ? "indicator = $1" : "",
                                          std::move(params), sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(auto page, storage::ReadPage<v1::Figure>(tx, query, sealer_));
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), page.resources));
  v1::ListFiguresResponse response;
  for (v1::Figure& each : page.resources) *response.add_figures() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::Figure> IndicatorService::ReviseFigure(
    Change& change, const v1::ReviseFigureRequest& request) const {
  Tx& tx = change.tx();
  const std::string parent = IndicatorOf(request.name());
  PLENARY_RETURN_IF_ERROR(change.Now(parent).status());
  PLENARY_ASSIGN_OR_RETURN(const v1::Figure before,
                           storage::Existing(FindFigure(tx, request.name()), request.name()));
  PLENARY_ASSIGN_OR_RETURN(const v1::Indicator indicator,
                           storage::Living(FindIndicator(tx, parent), parent));
  if (!before.superseded_by().empty()) {
    PLENARY_ASSIGN_OR_RETURN(const absl::optional<v1::Figure> latest,
                             LatestOfKey(tx, parent, before));
    return RevisionExists(latest.value_or(before));
  }
  v1::Figure after = before;
  after.set_revision(before.revision() + 1);
  after.set_value(request.value());
  after.set_unit(request.unit());
  after.set_status(request.status());
  after.clear_document();
  if (request.has_document()) *after.mutable_document() = request.document();
  after.set_publish_date(request.publish_date());
  after.set_note(request.note());
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after, indicator, ""));
  PLENARY_RETURN_IF_ERROR(SettleUnit(indicator, after));
  return AddFigure(change, indicator, std::move(after), &before);
}

absl::StatusOr<v1::CompareFiguresResponse> IndicatorService::CompareFigures(
    Tx& tx, const Call&, const v1::CompareFiguresRequest& request) const {
  PLENARY_RETURN_IF_ERROR(CheckQuestion(request));
  const std::vector<std::string> names(request.indicators().begin(), request.indicators().end());
  PLENARY_ASSIGN_OR_RETURN(const auto indicators,
                           storage::ExistingEach(FindIndicators(tx, names), names));
  v1::CompareFiguresResponse response;
  for (const v1::Indicator& indicator : indicators) {
    std::vector<v1::Figure> figures;
    PLENARY_RETURN_IF_ERROR(
        AddFigures(tx, indicator.name(), request.period(), request.source(), figures));
    PLENARY_RETURN_IF_ERROR(
        AddFigures(tx, indicator.name(), YearBefore(request.period()), request.source(), figures));
    *response.add_comparisons() = Compare(indicator, request, figures);
  }
  return response;
}

}  // namespace plenary::indicators
