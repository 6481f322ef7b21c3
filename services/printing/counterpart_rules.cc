#include "services/printing/counterpart_rules.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/names/written.h"
#include "services/printing/words_rules.h"

namespace plenary::printing {
namespace {

using documents::Data;
using documents::Language;
using Lists = std::map<std::string, std::vector<Data>>;

constexpr int kMostFigures = 12;

std::string Written(const google::protobuf::RepeatedPtrField<v1::LocalizedText>& texts,
                    Language language) {
  return names::WrittenText(texts, std::string(documents::TagOf(language)));
}

void FillDossiers(const v1::CounterpartPage& page, Language language, Lists& lists) {
  for (const v1::CounterpartPage::Dossier& dossier : page.dossiers()) {
    lists["dossiers"].emplace_back().texts = {
        {"name", Written(dossier.negotiation().display_names(), language)},
        {"body", Written(dossier.body().display_names(), language)},
        {"note", Shortened(dossier.negotiation().note())}};
  }
}

std::vector<Data> RoundsOf(const v1::CounterpartPage::Rounds& rounds, absl::TimeZone zone,
                           Language language) {
  std::vector<Data> records;
  records.reserve(static_cast<size_t>(rounds.rounds_size()));
  for (const v1::Round& round : rounds.rounds()) {
    records.push_back(RoundOf(round, zone, language));
  }
  return records;
}

void FillProtocols(const v1::CounterpartPage& page, Language language, Lists& lists) {
  for (const v1::Protocol& protocol : page.protocols().protocols()) {
    lists["protocols"].emplace_back().texts = {
        {"type", ProtocolTypeWord(protocol.type(), language)},
        {"title", Written(protocol.titles(), language)},
        {"date", DayIn(protocol.date(), language)},
        {"state", ProtocolStateWord(protocol.state(), language)}};
  }
}

// Those whose day is over say so instead of where they stand.
void FillCommitments(const v1::CounterpartPage::Commitments& commitments, Language language,
                     Lists& lists) {
  for (const v1::Commitment& commitment : commitments.commitments()) {
    Data record = CommitmentOf(commitment, language);
    const auto& overdue = commitments.overdue();
    if (std::find(overdue.begin(), overdue.end(), commitment.name()) != overdue.end()) {
      record.texts["state"] = OverdueWord(language);
    }
    lists["commitments"].push_back(std::move(record));
  }
}

void FillResults(const v1::CounterpartPage& page, Language language, Lists& lists) {
  for (const v1::Result& result : page.results().results()) {
    lists["results"].emplace_back().texts = {
        {"kind", ResultKindWord(result.kind(), language)},
        {"title", Written(result.titles(), language)},
        {"date", DayIn(result.date(), language)},
        {"amount",
         result.amount().empty() ? "" : absl::StrCat(result.amount(), " ", result.currency())}};
  }
}

void FillGaps(const v1::CounterpartPage& page, Language language, Lists& lists) {
  std::map<std::string, std::string> titles;
  for (const v1::ThreadNode& node : page.gap_nodes()) {
    std::string& title = titles[node.name()] = Written(node.titles(), language);
    int number = 0;
    // Rounds are called by their numbers, most of them by nothing else.
    if (title.empty() && node.type() == v1::ThreadNode::ROUND &&
        absl::SimpleAtoi(node.number(), &number)) {
      title = RoundWord(number, language);
    }
  }
  for (const v1::ThreadGap& gap : page.gaps()) {
    lists["gaps"].emplace_back().texts = {{"what", GapWord(gap.kind(), language)},
                                          {"about", titles[gap.node()]},
                                          {"since", DayIn(gap.since_date(), language)}};
  }
}

// The lists of which the page holds only the first.
void FillMore(const v1::CounterpartPage& page, int figures, Language language, Data& data) {
  const std::pair<const char*, bool> lists[] = {
      {"dossiers.more", page.has_more_dossiers()},
      {"held.more", page.held().has_more()},
      {"next.more", page.next().has_more()},
      {"topics.more", page.topics().has_more()},
      {"protocols.more", page.protocols().has_more()},
      {"commitments.more", page.ours().has_more() || page.theirs().has_more()},
      {"contacts.more", page.contacts().has_more()},
      {"results.more", page.results().has_more()},
      {"figures.more", figures > kMostFigures},
      {"gaps.more", page.has_more_gaps()}};
  for (const auto& [field, has_more] : lists) {
    if (has_more) data.texts[field] = MoreWord(language);
  }
}

}  // namespace

void FillCounterpart(const Counterpart& counterpart, Language language, Sheet& sheet) {
  const v1::CounterpartPage& page = counterpart.page;
  sheet.data.texts["counterpart.name"] = Written(page.organization().display_names(), language);
  sheet.data.texts["counterpart.today"] = DayIn(page.today(), language);
  Lists& lists = sheet.data.lists;
  FillDossiers(page, language, lists);
  lists["people"] = PeopleOf(page.people(), counterpart.organizations, language);
  lists["next"] = RoundsOf(page.next(), sheet.zone, language);
  lists["held"] = RoundsOf(page.held(), sheet.zone, language);
  lists["topics"] = TopicsOf(page.topics().topics(), kCounterpartSection, language, sheet);
  FillProtocols(page, language, lists);
  FillCommitments(page.ours(), language, lists);
  FillCommitments(page.theirs(), language, lists);
  lists["contacts"] = ContactsOf(page.contacts().contacts(), kCounterpartSection, language);
  FillResults(page, language, lists);
  lists["figures"] = FiguresOf(counterpart.figures, kMostFigures);
  FillGaps(page, language, lists);
  FillMore(page, counterpart.figures.sentences_size(), language, sheet.data);
  sheet.data.texts["counterpart.classification"] =
      ClassificationWord(sheet.classification, language);
}

}  // namespace plenary::printing
