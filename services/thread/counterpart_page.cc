// What one should know of a counterpart.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/base/errors.h"
#include "services/directory/table.h"
#include "services/indicators/table.h"
#include "services/names/written.h"
#include "services/negotiations/table.h"
#include "services/storage/resource.h"
#include "services/thread/service.h"
#include "services/thread/trace.h"

namespace plenary::thread {
namespace {

using storage::Tx;
using Page = v1::CounterpartPage;
using Somebody = v1::Briefing::Somebody;

constexpr int kDefaultSection = 20;
constexpr int kLargestSection = 200;
// For gaps.
constexpr int64_t kMostNodes = 1000;
constexpr int kSignedAfterDays = 30;

// Moves the first `size` of what was found into a section. Whether there is more.
template <class Resource>
bool Take(std::vector<Resource> found, int size,
          google::protobuf::RepeatedPtrField<Resource>* section) {
  const size_t most = std::min(found.size(), static_cast<size_t>(size));
  for (size_t i = 0; i < most; ++i) *section->Add() = std::move(found[i]);
  return found.size() > most;
}

template <class Resource, class Before>
void AddSorted(std::vector<Resource> some, std::vector<Resource>& all, Before before) {
  std::move(some.begin(), some.end(), std::back_inserter(all));
  std::stable_sort(all.begin(), all.end(), before);
}

int64_t StartOf(const v1::Round& round) { return storage::ToMicros(round.interval().start_time()); }

// Reads the page of one organization, section by section.
class PageReader {
 public:
  PageReader(Tx& tx, const Reader& reader, const v1::GetCounterpartPageRequest& request,
             const control::Circumstances& circumstances, Page& page)
      : tx_(tx),
        reader_(reader),
        request_(request),
        circumstances_(circumstances),
        page_(page),
        size_(request.section_size() == 0 ? kDefaultSection
                                          : std::min(request.section_size(), kLargestSection)) {}

  absl::Status ReadDossiers();
  absl::Status ReadRounds();
  absl::Status ReadTopics();
  absl::Status ReadPapers();
  absl::Status ReadCommitments(bool theirs, const Day& day, Page::Commitments& section);
  absl::Status ReadResults();
  absl::Status ReadFigures();

 private:
  // One more, to see whether there is more.
  int64_t Limit() const { return int64_t{size_} + 1; }
  const std::string& NegotiationOf(const Page::Dossier& dossier) const {
    return dossier.negotiation().name();
  }
  absl::Status AddPeople(const std::vector<v1::Round>& rounds);

  Tx& tx_;
  const Reader& reader_;
  const v1::GetCounterpartPageRequest& request_;
  const control::Circumstances& circumstances_;
  Page& page_;
  const int size_;
};

absl::Status PageReader::ReadDossiers() {
  PLENARY_ASSIGN_OR_RETURN(auto dossiers, DossiersOf(tx_, request_.name(), reader_, Limit()));
  page_.set_has_more_dossiers(dossiers.size() > static_cast<size_t>(size_));
  if (page_.has_more_dossiers()) dossiers.pop_back();
  for (v1::Negotiation& each : dossiers) {
    Page::Dossier& dossier = *page_.add_dossiers();
    if (!each.body().empty()) {
      PLENARY_ASSIGN_OR_RETURN(auto body, negotiations::FindBody(tx_, each.body()));
      if (body && !body->has_delete_time()) *dossier.mutable_body() = *std::move(body);
    }
    *dossier.mutable_negotiation() = std::move(each);
  }
  return absl::OkStatus();
}

// Who takes part in these rounds, each once: theirs first, heads first.
absl::Status PageReader::AddPeople(const std::vector<v1::Round>& rounds) {
  std::vector<v1::Presence> presences;
  std::set<std::string> seen;
  for (const v1::Round& round : rounds) {
    for (const v1::Presence& each : round.participants()) {
      if (seen.insert(each.person()).second) presences.push_back(each);
    }
  }
  const auto rank = [](const v1::Presence& presence) {
    return std::make_pair(presence.side() != v1::Negotiation::THEIRS, !presence.is_head());
  };
  std::stable_sort(presences.begin(), presences.end(),
                   [&](const v1::Presence& a, const v1::Presence& b) { return rank(a) < rank(b); });
  std::vector<std::string> names;
  names.reserve(presences.size());
  for (const v1::Presence& each : presences) names.push_back(each.person());
  PLENARY_ASSIGN_OR_RETURN(const auto people, directory::FindPeople(tx_, names));
  for (size_t i = 0; i < names.size(); ++i) {
    Somebody& somebody = *page_.add_people();
    somebody.set_person(names[i]);
    somebody.set_side(presences[i].side());
    somebody.set_role(presences[i].role());
    somebody.set_is_head(presences[i].is_head());
    if (!people[i]) continue;
    somebody.set_display_name(names::WrittenName(*people[i], request_.language_code()));
    somebody.set_organization(people[i]->organization());
  }
  return absl::OkStatus();
}

absl::Status PageReader::ReadRounds() {
  std::vector<v1::Round> held;
  std::vector<v1::Round> next;
  std::vector<v1::Round> telling;
  for (const Page::Dossier& dossier : page_.dossiers()) {
    PLENARY_ASSIGN_OR_RETURN(auto past,
                             RoundsHeld(tx_, NegotiationOf(dossier), circumstances_.now, Limit()));
    PLENARY_ASSIGN_OR_RETURN(
        auto coming, RoundsToCome(tx_, NegotiationOf(dossier), circumstances_.now, Limit()));
    if (!coming.empty()) {
      telling.push_back(coming.front());
    } else if (!past.empty()) {
      telling.push_back(past.front());
    }
    AddSorted(std::move(past), held,
              [](const v1::Round& a, const v1::Round& b) { return StartOf(a) > StartOf(b); });
    AddSorted(std::move(coming), next,
              [](const v1::Round& a, const v1::Round& b) { return StartOf(a) < StartOf(b); });
  }
  PLENARY_RETURN_IF_ERROR(AddPeople(telling));
  page_.mutable_held()->set_has_more(
      Take(std::move(held), size_, page_.mutable_held()->mutable_rounds()));
  page_.mutable_next()->set_has_more(
      Take(std::move(next), size_, page_.mutable_next()->mutable_rounds()));
  return absl::OkStatus();
}

absl::Status PageReader::ReadTopics() {
  Page::Topics& section = *page_.mutable_topics();
  for (const Page::Dossier& dossier : page_.dossiers()) {
    PLENARY_ASSIGN_OR_RETURN(auto topics,
                             negotiations::OpenTopics(tx_, NegotiationOf(dossier), Limit()));
    for (v1::Topic& topic : topics) {
      if (section.topics_size() == size_) {
        section.set_has_more(true);
        return absl::OkStatus();
      }
      PLENARY_ASSIGN_OR_RETURN(auto positions,
                               negotiations::PositionsOn(tx_, topic.name(), reader_.clearance));
      v1::Briefing::OpenTopic& open = *section.add_topics();
      *open.mutable_topic() = std::move(topic);
      for (v1::Position& position : positions) *open.add_positions() = std::move(position);
    }
  }
  return absl::OkStatus();
}

// Protocols and contacts.
absl::Status PageReader::ReadPapers() {
  const auto later = [](const auto& a, const auto& b) { return a.date() > b.date(); };
  std::vector<v1::Protocol> protocols;
  std::vector<v1::Contact> contacts;
  for (const Page::Dossier& dossier : page_.dossiers()) {
    PLENARY_ASSIGN_OR_RETURN(auto papers, LastProtocols(tx_, NegotiationOf(dossier), Limit()));
    AddSorted(std::move(papers), protocols, later);
    PLENARY_ASSIGN_OR_RETURN(auto talks,
                             negotiations::LastContacts(tx_, NegotiationOf(dossier), Limit()));
    AddSorted(std::move(talks), contacts, later);
  }
  page_.mutable_protocols()->set_has_more(
      Take(std::move(protocols), size_, page_.mutable_protocols()->mutable_protocols()));
  page_.mutable_contacts()->set_has_more(
      Take(std::move(contacts), size_, page_.mutable_contacts()->mutable_contacts()));
  return absl::OkStatus();
}

absl::Status PageReader::ReadCommitments(bool theirs, const Day& day, Page::Commitments& section) {
  PLENARY_ASSIGN_OR_RETURN(auto found,
                           OpenCommitments(tx_, request_.name(), theirs, reader_, Limit()));
  section.set_has_more(Take(std::move(found), size_, section.mutable_commitments()));
  for (v1::Commitment& each : *section.mutable_commitments()) {
    control::Tell(circumstances_, each);
    if (IsOverdue(each, day)) section.add_overdue(each.name());
  }
  return absl::OkStatus();
}

absl::Status PageReader::ReadResults() {
  PLENARY_ASSIGN_OR_RETURN(auto found, LastResults(tx_, request_.name(), Limit()));
  page_.mutable_results()->set_has_more(
      Take(std::move(found), size_, page_.mutable_results()->mutable_results()));
  return absl::OkStatus();
}

absl::Status PageReader::ReadFigures() {
  const std::string& country = page_.organization().country_code();
  if (country.empty()) return absl::OkStatus();
  Page::Figures& section = *page_.mutable_figures();
  section.set_country(country);
  PLENARY_ASSIGN_OR_RETURN(auto found, LastFigures(tx_, country, Limit()));
  section.set_has_more(Take(std::move(found), size_, section.mutable_figures()));
  std::set<std::string> wanted;
  for (const v1::Figure& figure : section.figures()) {
    wanted.insert(figure.name().substr(0, figure.name().find("/figures/")));
  }
  PLENARY_ASSIGN_OR_RETURN(auto indicators,
                           indicators::FindIndicators(tx_, {wanted.begin(), wanted.end()}));
  for (auto& indicator : indicators) {
    if (indicator) *section.add_indicators() = *std::move(indicator);
  }
  return absl::OkStatus();
}

// Takes the gaps of a thread, with their nodes.
void AddGaps(v1::Thread thread, Page& page) {
  std::set<std::string> named;
  for (v1::ThreadGap& gap : *thread.mutable_gaps()) {
    named.insert(gap.node());
    *page.add_gaps() = std::move(gap);
  }
  for (v1::ThreadNode& node : *thread.mutable_nodes()) {
    if (named.count(node.name()) > 0) *page.add_gap_nodes() = std::move(node);
  }
  page.set_has_more_gaps(thread.truncated());
}

}  // namespace

absl::StatusOr<Page> ThreadService::GetCounterpartPage(
    Tx& tx, const storage::Call& call, const v1::GetCounterpartPageRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Reader reader, ReaderFor(call.access));
  PLENARY_ASSIGN_OR_RETURN(const control::Circumstances circumstances,
                           control::FindCircumstances(tx, tx.now()));
  const Day day = DayOf(circumstances, reader, kSignedAfterDays);
  PLENARY_ASSIGN_OR_RETURN(const Graph graph, Trace(tx, call.access, reader, request.name(),
                                                    kMostNodes, circumstances, day));
  PLENARY_ASSIGN_OR_RETURN(v1::Thread thread, LaidOut(tx, graph, day));
  Page page;
  page.set_today(thread.today());
  *page.mutable_organization() = *graph.Get<v1::Organization>(request.name());
  PageReader sections(tx, reader, request, circumstances, page);
  PLENARY_RETURN_IF_ERROR(sections.ReadDossiers());
  PLENARY_RETURN_IF_ERROR(sections.ReadRounds());
  PLENARY_RETURN_IF_ERROR(sections.ReadTopics());
  PLENARY_RETURN_IF_ERROR(sections.ReadPapers());
  PLENARY_RETURN_IF_ERROR(sections.ReadCommitments(false, day, *page.mutable_ours()));
  PLENARY_RETURN_IF_ERROR(sections.ReadCommitments(true, day, *page.mutable_theirs()));
  if (reader.sees_all) {
    PLENARY_RETURN_IF_ERROR(sections.ReadResults());
    PLENARY_RETURN_IF_ERROR(sections.ReadFigures());
  }
  AddGaps(std::move(thread), page);
  return page;
}

}  // namespace plenary::thread
