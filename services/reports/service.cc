#include "services/reports/service.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/storage/resource.h"

namespace plenary::reports {
namespace {

// The languages asked for; all, where none is.
absl::StatusOr<Languages> LanguagesAsked(const v1::WriteReportRequest& request) {
  if (request.language_codes().empty()) {
    return Languages(std::begin(documents::kLanguages), std::end(documents::kLanguages));
  }
  Languages languages;
  languages.reserve(static_cast<size_t>(request.language_codes_size()));
  base::FieldErrors errors;
  for (int i = 0; i < request.language_codes_size(); ++i) {
    const std::string field = absl::StrCat("language_codes[", i, "]");
    const auto language = documents::LanguageOf(request.language_codes(i));
    if (!language) {
      errors.Add(field, "must be \"ru\", \"be\", \"en\" or \"zh\": in these there are sentences");
    } else if (std::find(languages.begin(), languages.end(), *language) != languages.end()) {
      errors.Add(field, "is there twice");
    } else {
      languages.push_back(*language);
    }
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  return languages;
}

struct Part {
  v1::ReportSection::Kind kind;
  const char* key;  // of its words in the catalogue
  absl::Status (*write)(Year& year, Section section);
};
constexpr Part kParts[] = {
    {v1::ReportSection::PLANS, "plans", WritePlans},
    {v1::ReportSection::MEETINGS, "meetings", WriteMeetings},
    {v1::ReportSection::EVENTS, "events", WriteEvents},
    {v1::ReportSection::DOCUMENTS, "documents", WriteDocuments},
    {v1::ReportSection::COMMITMENTS, "commitments", WriteCommitments},
    {v1::ReportSection::RESULTS, "results", WriteResults},
    {v1::ReportSection::FIGURES, "figures", WriteFigures},
};

}  // namespace

absl::StatusOr<v1::Report> ReportService::WriteReport(storage::Tx& tx, const storage::Call& call,
                                                      const v1::WriteReportRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(Languages languages, LanguagesAsked(request));
  PLENARY_ASSIGN_OR_RETURN(Year year,
                           BeginYear(tx, call, sources_, request.year(), std::move(languages)));
  PLENARY_RETURN_IF_ERROR(ReadShared(year));
  v1::Report report;
  report.set_year(request.year());
  Draft title;
  title.pattern = "report.title";
  title.texts = {{"year", Same(absl::StrCat(request.year()))}};
  *report.mutable_titles() = WriteTexts(title, year.languages);
  for (const Part& part : kParts) {
    PLENARY_RETURN_IF_ERROR(
        part.write(year, Section(year, part.kind, part.key, *report.add_sections())));
  }
  report.set_time_zone(year.zone.name());
  *report.mutable_until_time() = storage::ToTimestamp(year.end);
  return report;
}

absl::StatusOr<v1::ReportSection> ReportService::FiguresWith(storage::Tx& tx,
                                                             const storage::Call& call,
                                                             absl::string_view country,
                                                             documents::Language language) const {
  v1::ReportSection section;
  PLENARY_ASSIGN_OR_RETURN(const int number, LatestYearWith(tx, call, sources_, country));
  if (number == 0) return section;
  PLENARY_ASSIGN_OR_RETURN(Year year, BeginYear(tx, call, sources_, number, {language}));
  PLENARY_RETURN_IF_ERROR(WriteFiguresWith(
      year, country, Section(year, v1::ReportSection::FIGURES, "figures", section)));
  return section;
}

}  // namespace plenary::reports
