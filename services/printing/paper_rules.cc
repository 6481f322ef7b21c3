#include "services/printing/paper_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "services/printing/words_rules.h"

namespace plenary::printing {
namespace {

using documents::Data;
using documents::Language;

constexpr size_t kMostTextBytes = 600;

Data PositionOf(const v1::Position& position, Language language) {
  Data record;
  record.texts = {{"side", SideWord(position.side(), language)},
                  {"classification", ClassificationWord(position.classification(), language)},
                  {"text", Shortened(TextIn(position.texts(), language))}};
  return record;
}

}  // namespace

std::string NameIn(const OrganizationNames& names, const std::string& of) {
  const auto found = names.find(of);
  return found == names.end() ? "" : found->second;
}

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

Data RoundOf(const v1::Round& round, absl::TimeZone zone, Language language) {
  const std::string tag(documents::TagOf(language));
  const std::string own = names::WrittenText(round.display_names(), tag);
  if (!round.time_zone().empty()) absl::LoadTimeZone(round.time_zone(), &zone);
  Data record;
  record.texts = {{"name", own.empty() ? RoundWord(round.number(), language) : own},
                  {"dates", DaysOf(round.interval(), zone, language)},
                  {"place", names::WrittenText(round.places(), tag)}};
  return record;
}

std::vector<Data> PeopleOf(const google::protobuf::RepeatedPtrField<v1::Briefing::Somebody>& people,
                           const OrganizationNames& organizations, Language language) {
  std::vector<Data> records;
  records.reserve(static_cast<size_t>(people.size()));
  for (const v1::Briefing::Somebody& somebody : people) {
    records.emplace_back().texts = {
        {"side", SideWord(somebody.side(), language)},
        {"name", somebody.display_name()},
        {"role", somebody.role()},
        {"organization", NameIn(organizations, somebody.organization())}};
  }
  return records;
}

std::vector<Data> TopicsOf(
    const google::protobuf::RepeatedPtrField<v1::Briefing::OpenTopic>& topics, int most,
    Language language, Sheet& sheet) {
  std::vector<Data> records;
  const int shown = std::min(topics.size(), most);
  records.reserve(static_cast<size_t>(shown));
  for (int i = 0; i < shown; ++i) {
    Data& record = records.emplace_back();
    record.texts = {{"number", absl::StrCat(i + 1)},
                    {"title", names::WrittenText(topics[i].topic().titles(),
                                                 std::string(documents::TagOf(language)))}};
    for (const v1::Position& position : topics[i].positions()) {
      record.lists["positions"].push_back(PositionOf(position, language));
      sheet.classification = std::max(sheet.classification, position.classification());
    }
  }
  return records;
}

Data CommitmentOf(const v1::Commitment& commitment, Language language) {
  Data record;
  record.texts = {{"text", Shortened(TextIn(commitment.texts(), language))},
                  {"side", SideWord(commitment.side(), language)},
                  {"due", DayIn(commitment.due_date(), language)},
                  {"state", CommitmentStateWord(commitment.state(), language)}};
  return record;
}

std::vector<Data> ContactsOf(const google::protobuf::RepeatedPtrField<v1::Contact>& contacts,
                             int most, Language language) {
  std::vector<Data> records;
  const int shown = std::min(contacts.size(), most);
  records.reserve(static_cast<size_t>(shown));
  for (int i = 0; i < shown; ++i) {
    records.emplace_back().texts = {{"date", DayIn(contacts[i].date(), language)},
                                    {"place", contacts[i].place()},
                                    {"content", Shortened(contacts[i].content())}};
  }
  return records;
}

std::vector<Data> FiguresOf(const v1::ReportSection& figures, int most) {
  std::vector<Data> records;
  const int shown = std::min(figures.sentences_size(), most);
  records.reserve(static_cast<size_t>(shown));
  for (int i = 0; i < shown; ++i) {
    records.emplace_back().texts["text"] = figures.sentences(i).texts(0).text();
  }
  return records;
}

}  // namespace plenary::printing
