#include "services/printing/brief_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "google/protobuf/util/time_util.h"
#include "services/names/written.h"
#include "services/printing/words_rules.h"

namespace plenary::printing {
namespace {

using documents::Data;
using documents::Language;
using google::protobuf::util::TimeUtil;

constexpr int kMostTopics = 12;
constexpr int kMostFigures = 6;
constexpr int kMostContacts = 3;
constexpr size_t kMostTextBytes = 600;

// What a text in several languages says in one of them; `texts` are messages with language and
// text.
template <class Texts>
std::string TextIn(const Texts& texts, Language language) {
  google::protobuf::RepeatedPtrField<v1::LocalizedText> all;
  for (const auto& each : texts) {
    v1::LocalizedText& text = *all.Add();
    text.set_language(each.language());
    text.set_text(each.text());
  }
  return names::WrittenText(all, documents::TagOf(language));
}

// The beginning of a text that is too long for a brief, up to a whole letter.
std::string Shortened(const std::string& text) {
  if (text.size() <= kMostTextBytes) return text;
  size_t end = kMostTextBytes;
  const auto goes_on = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; };
  while (end > 0 && goes_on(text[end])) --end;
  return absl::StrCat(text.substr(0, end), "…");
}

std::string DayIn(const std::string& written, Language language) {
  absl::CivilDay day;
  return absl::ParseCivilTime(written, &day) ? documents::FormatDate(day, language) : written;
}

std::string Name(const std::map<std::string, std::string>& names, const std::string& of) {
  const auto found = names.find(of);
  return found == names.end() ? "" : found->second;
}

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

// --- The brief.

void FillRound(const v1::Round& round, Language language, Sheet& sheet) {
  const std::string tag(documents::TagOf(language));
  const std::string own = names::WrittenText(round.display_names(), tag);
  absl::TimeZone zone = sheet.zone;
  if (!round.time_zone().empty()) absl::LoadTimeZone(round.time_zone(), &zone);
  std::map<std::string, std::string>& texts = sheet.data.texts;
  texts["round.name"] = own.empty() ? RoundWord(round.number(), language) : own;
  texts["round.dates"] = DaysOf(round.interval(), zone, language);
  texts["round.place"] = names::WrittenText(round.places(), tag);
}

void FillPeople(const Brief& brief, Language language, Sheet& sheet) {
  std::vector<Data>& people = sheet.data.lists["people"];
  people.reserve(static_cast<size_t>(brief.briefing.people_size()));
  for (const v1::Briefing::Somebody& somebody : brief.briefing.people()) {
    Data& record = people.emplace_back();
    record.texts = {{"side", SideWord(somebody.side(), language)},
                    {"name", somebody.display_name()},
                    {"role", somebody.role()},
                    {"organization", Name(brief.organizations, somebody.organization())}};
  }
}

Data PositionOf(const v1::Position& position, Language language) {
  Data record;
  record.texts = {{"side", SideWord(position.side(), language)},
                  {"classification", ClassificationWord(position.classification(), language)},
                  {"text", Shortened(TextIn(position.texts(), language))}};
  return record;
}

void FillTopics(const v1::Briefing& briefing, Language language, Sheet& sheet) {
  std::vector<Data>& topics = sheet.data.lists["topics"];
  const int shown = std::min(briefing.topics_size(), kMostTopics);
  topics.reserve(static_cast<size_t>(shown));
  for (int i = 0; i < shown; ++i) {
    const v1::Briefing::OpenTopic& open = briefing.topics(i);
    Data& record = topics.emplace_back();
    record.texts = {{"number", absl::StrCat(i + 1)},
                    {"title", names::WrittenText(open.topic().titles(),
                                                 std::string(documents::TagOf(language)))}};
    for (const v1::Position& position : open.positions()) {
      record.lists["positions"].push_back(PositionOf(position, language));
      sheet.classification = std::max(sheet.classification, position.classification());
    }
  }
  if (briefing.topics_size() > shown) sheet.data.texts["topics.more"] = MoreWord(language);
}

void FillCommitments(const Brief& brief, Language language, Sheet& sheet) {
  std::vector<Data>& commitments = sheet.data.lists["commitments"];
  commitments.reserve(brief.commitments.size());
  for (const v1::Commitment& commitment : brief.commitments) {
    Data& record = commitments.emplace_back();
    record.texts = {{"text", Shortened(TextIn(commitment.texts(), language))},
                    {"side", SideWord(commitment.side(), language)},
                    {"due", DayIn(commitment.due_date(), language)},
                    {"state", CommitmentStateWord(commitment.state(), language)}};
  }
  if (brief.has_more_commitments) sheet.data.texts["commitments.more"] = MoreWord(language);
}

void FillContactsOf(const v1::Briefing& briefing, Language language, Sheet& sheet) {
  std::vector<Data>& contacts = sheet.data.lists["contacts"];
  const int shown = std::min(briefing.contacts_size(), kMostContacts);
  contacts.reserve(static_cast<size_t>(shown));
  for (int i = 0; i < shown; ++i) {
    const v1::Contact& contact = briefing.contacts(i);
    Data& record = contacts.emplace_back();
    record.texts = {{"date", DayIn(contact.date(), language)},
                    {"place", contact.place()},
                    {"content", Shortened(contact.content())}};
  }
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
  texts["negotiation.counterpart"] = Name(brief.organizations, negotiation.counterpart());
  texts["negotiation.body"] = names::WrittenText(briefing.body().display_names(), tag);
  texts["negotiation.note"] = Shortened(negotiation.note());
  if (briefing.has_round()) FillRound(briefing.round(), language, sheet);
  FillPeople(brief, language, sheet);
  FillTopics(briefing, language, sheet);
  FillCommitments(brief, language, sheet);
  const int figures = std::min(brief.figures.sentences_size(), kMostFigures);
  for (int i = 0; i < figures; ++i) {
    Data& record = sheet.data.lists["figures"].emplace_back();
    record.texts["text"] = brief.figures.sentences(i).texts(0).text();
  }
  FillContactsOf(briefing, language, sheet);
  texts["brief.classification"] = ClassificationWord(sheet.classification, language);
}

}  // namespace plenary::printing
