#include "services/printing/brief_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "google/protobuf/util/time_util.h"
#include "services/names/written.h"
#include "services/printing/paper_rules.h"
#include "services/printing/words_rules.h"

namespace plenary::printing {
namespace {

using documents::Data;
using documents::Language;
using google::protobuf::util::TimeUtil;

constexpr int kMostTopics = 12;
constexpr int kMostFigures = 6;
constexpr int kMostContacts = 3;

// --- The report.

// "DelegationService/ListProjects {…} organization".
std::string QueryText(const v1::ReportQuery& query) {
  const absl::string_view method = absl::StripPrefix(query.method(), "plenary.v1.");
  return absl::StrCat(method, " ", query.request(), query.field().empty() ? "" : " ",
                      query.field());
}

Data SourceOf(const v1::ReportNumber& number, size_t place, Language language) {
  std::vector<std::string> queries;
  queries.reserve(static_cast<size_t>(number.queries_size()));
  for (const v1::ReportQuery& query : number.queries()) queries.push_back(QueryText(query));
  Data record;
  record.texts = {
      {"number", absl::StrCat(place)},
      {"value", absl::StrCat(number.value(), number.unit().empty() ? "" : " ", number.unit())},
      {"status", FigureStatusWord(number.status(), language)},
      {"query", absl::StrJoin(queries, "\n")}};
  return record;
}

}  // namespace

void FillReport(const v1::Report& report, Language language, Sheet& sheet) {
  sheet.data.texts["report.title"] = report.titles(0).text();
  const absl::Time until =
      absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(report.until_time()));
  sheet.data.texts["report.until"] =
      documents::FormatDate(absl::ToCivilDay(until - absl::Microseconds(1), sheet.zone), language);
  std::vector<Data>& sources = sheet.data.lists["sources"];
  for (const v1::ReportSection& section : report.sections()) {
    Data part;
    part.texts["title"] = section.titles(0).text();
    for (const v1::ReportSentence& sentence : section.sentences()) {
      Data said;
      said.texts["text"] = sentence.texts(0).text();
      const size_t first = sources.size() + 1;
      for (const v1::ReportNumber& number : sentence.numbers()) {
        sources.push_back(SourceOf(number, sources.size() + 1, language));
      }
      if (sources.size() >= first) {
        said.texts["numbers"] =
            absl::StrCat(first, sources.size() == first ? "" : absl::StrCat("–", sources.size()));
      }
      part.lists["sentences"].push_back(std::move(said));
    }
    sheet.data.lists["sections"].push_back(std::move(part));
  }
}

void FillBrief(const Brief& brief, Language language, Sheet& sheet) {
  const v1::Briefing& briefing = brief.briefing;
  const v1::Negotiation& negotiation = briefing.negotiation();
  const std::string tag(documents::TagOf(language));
  std::map<std::string, std::string>& texts = sheet.data.texts;
  texts["negotiation.name"] = names::WrittenText(negotiation.display_names(), tag);
  texts["negotiation.counterpart"] = NameIn(brief.organizations, negotiation.counterpart());
  texts["negotiation.body"] = names::WrittenText(briefing.body().display_names(), tag);
  texts["negotiation.note"] = Shortened(negotiation.note());
  if (briefing.has_round()) {
    for (const auto& [field, text] : RoundOf(briefing.round(), sheet.zone, language).texts) {
      texts[absl::StrCat("round.", field)] = text;
    }
  }
  std::map<std::string, std::vector<Data>>& lists = sheet.data.lists;
  lists["people"] = PeopleOf(briefing.people(), brief.organizations, language);
  lists["topics"] = TopicsOf(briefing.topics(), kMostTopics, language, sheet);
  if (briefing.topics_size() > kMostTopics) texts["topics.more"] = MoreWord(language);
  for (const v1::Commitment& commitment : brief.commitments) {
    lists["commitments"].push_back(CommitmentOf(commitment, language));
  }
  if (brief.has_more_commitments) texts["commitments.more"] = MoreWord(language);
  lists["figures"] = FiguresOf(brief.figures, kMostFigures);
  lists["contacts"] = ContactsOf(briefing.contacts(), kMostContacts, language);
  texts["brief.classification"] = ClassificationWord(sheet.classification, language);
}

}  // namespace plenary::printing
