#include "services/printing/briefs.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/directory/table.h"
#include "services/names/written.h"
#include "services/printing/brief_rules.h"
#include "services/printing/counterpart_rules.h"
#include "services/storage/resource.h"

namespace plenary::printing {
namespace {

using storage::Call;
using storage::Tx;

constexpr char kDefaultZone[] = "Europe/Minsk";

absl::TimeZone ZoneNamed(const std::string& name) {
  absl::TimeZone zone;
  absl::LoadTimeZone(name.empty() ? kDefaultZone : name, &zone);
  return zone;
}

// The zone of the department's papers.
absl::StatusOr<absl::TimeZone> OwnZone(Tx& tx, const Call& call, const Sources& sources) {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::ControlSettings settings,
      sources.plans.GetControlSettings(tx, call, v1::GetControlSettingsRequest()));
  return ZoneNamed(settings.time_zone());
}

// The names of `counterpart` and of the organizations that people are of, and its country.
absl::StatusOr<OrganizationNames> FindNames(
    Tx& tx, const std::string& tag, const std::string& counterpart,
    const google::protobuf::RepeatedPtrField<v1::Briefing::Somebody>& people,
    std::string& country) {
  std::set<std::string> wanted = {counterpart};
  for (const auto& somebody : people) wanted.insert(somebody.organization());
  wanted.erase("");
  const std::vector<std::string> names(wanted.begin(), wanted.end());
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindOrganizations(tx, names));
  OrganizationNames written;
  for (size_t i = 0; i < names.size(); ++i) {
    if (!found[i]) continue;
    written[names[i]] = names::WrittenText(found[i]->display_names(), tag);
    if (names[i] == counterpart) country = found[i]->country_code();
  }
  return written;
}

// Sentences about figures with a country, which are for who holds a role on the installation.
absl::StatusOr<v1::ReportSection> FiguresWith(Tx& tx, const Call& call, const Sources& sources,
                                              const std::string& country,
                                              documents::Language language) {
  if (country.empty() || !base::SeesAll(call.access)) return v1::ReportSection();
  return sources.reports.FiguresWith(tx, call, country, language);
}

// Adds commitments of the negotiation of which `condition` holds, up to what a brief holds.
absl::Status AddCommitments(Tx& tx, const Call& call, const Sources& sources,
                            absl::string_view condition, const std::string& order_by,
                            Brief& brief) {
  const int room = kBriefCommitments - static_cast<int>(brief.commitments.size());
  v1::ListCommitmentsRequest request;
  request.set_filter(
      absl::StrCat("negotiation = \"", brief.briefing.negotiation().name(), "\" AND ", condition));
  request.set_order_by(order_by);
  request.set_page_size(std::max(room, 1));
  PLENARY_ASSIGN_OR_RETURN(v1::ListCommitmentsResponse page,
                           sources.plans.ListCommitments(tx, call, request));
  const int taken = std::min(room, page.commitments_size());
  brief.has_more_commitments |= page.commitments_size() > taken || !page.next_page_token().empty();
  brief.commitments.reserve(brief.commitments.size() + static_cast<size_t>(taken));
  for (int i = 0; i < taken; ++i) {
    brief.commitments.push_back(std::move(*page.mutable_commitments(i)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Sheet> GatherReport(Tx& tx, const Call& call, const Sources& sources,
                                   const Order& order) {
  v1::WriteReportRequest request;
  request.set_year(order.year);
  request.add_language_codes(std::string(documents::TagOf(order.language)));
  PLENARY_ASSIGN_OR_RETURN(const v1::Report report, sources.reports.WriteReport(tx, call, request));
  Sheet sheet;
  sheet.zone = ZoneNamed(report.time_zone());
  FillReport(report, order.language, sheet);
  return sheet;
}

absl::StatusOr<Sheet> GatherBrief(Tx& tx, const Call& call, const Sources& sources,
                                  const Order& order) {
  const std::string tag(documents::TagOf(order.language));
  Sheet sheet;
  PLENARY_ASSIGN_OR_RETURN(sheet.zone, OwnZone(tx, call, sources));
  v1::GetBriefingRequest request;
  request.set_name(order.subject);
  request.set_language_code(tag);
  Brief brief;
  PLENARY_ASSIGN_OR_RETURN(brief.briefing, sources.negotiations.GetBriefing(tx, call, request));
  std::string country;
  PLENARY_ASSIGN_OR_RETURN(brief.organizations,
                           FindNames(tx, tag, brief.briefing.negotiation().counterpart(),
                                     brief.briefing.people(), country));
  PLENARY_RETURN_IF_ERROR(AddCommitments(tx, call, sources, "(state = OPEN OR state = IN_PROGRESS)",
                                         "due_date", brief));
  PLENARY_RETURN_IF_ERROR(AddCommitments(tx, call, sources, "(state = FULFILLED OR state = PARTLY)",
                                         "due_date desc", brief));
  PLENARY_ASSIGN_OR_RETURN(brief.figures, FiguresWith(tx, call, sources, country, order.language));
  FillBrief(brief, order.language, sheet);
  return sheet;
}

absl::StatusOr<Sheet> GatherCounterpart(Tx& tx, const Call& call, const Sources& sources,
                                        const Order& order) {
  const std::string tag(documents::TagOf(order.language));
  Sheet sheet;
  PLENARY_ASSIGN_OR_RETURN(sheet.zone, OwnZone(tx, call, sources));
  v1::GetCounterpartPageRequest request;
  request.set_name(order.subject);
  request.set_language_code(tag);
  request.set_section_size(kCounterpartSection);
  Counterpart counterpart;
  PLENARY_ASSIGN_OR_RETURN(counterpart.page, sources.thread.GetCounterpartPage(tx, call, request));
  std::string country;
  PLENARY_ASSIGN_OR_RETURN(counterpart.organizations,
                           FindNames(tx, tag, order.subject, counterpart.page.people(), country));
  PLENARY_ASSIGN_OR_RETURN(counterpart.figures,
                           FiguresWith(tx, call, sources, country, order.language));
  FillCounterpart(counterpart, order.language, sheet);
  return sheet;
}

}  // namespace plenary::printing
