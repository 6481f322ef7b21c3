#include "clients/cli/thread_answers.h"

#include <algorithm>
#include <ostream>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "clients/cli/columns.h"
#include "clients/cli/countries.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/refusals.h"
#include "clients/cli/subjects.h"
#include "clients/cli/text_table.h"
#include "clients/cli/thread_table.h"
#include "clients/cli/values.h"
#include "plenary/client.h"

namespace plenary::cli {
namespace {

int Refuse(const Session& session, const absl::Status& status) {
  return PrintRefusal(session.terminal, "plenary", status);
}

ThreadStyle StyleOf(const Session& session) {
  ThreadStyle style;
  style.words = session.words;
  style.language = session.settings.language.value;
  style.columns = session.terminal.columns;
  style.utf8 = ShowsUtf8(session.terminal.environment);
  return style;
}

// ---- Where a thread starts.

// Whether it is the full name of something that a thread runs through.
bool IsNodeName(const std::string& text) {
  const auto& field = *v1::TraceThreadRequest::descriptor()->FindFieldByName("name");
  const std::vector<std::string> patterns = NamePatterns(field);
  const size_t segments = std::count(text.begin(), text.end(), '/');
  return absl::c_any_of(patterns, [&](const std::string& pattern) {
    return absl::StartsWith(text, pattern.substr(0, pattern.find('/') + 1)) &&
           segments == static_cast<size_t>(std::count(pattern.begin(), pattern.end(), '/'));
  });
}

// The day on which a round begins, at its place.
std::string DayOf(const v1::Round& round) {
  absl::TimeZone zone = absl::UTCTimeZone();
  absl::LoadTimeZone(round.time_zone(), &zone);
  return absl::FormatTime("%Y-%m-%d",
                          absl::FromUnixSeconds(round.interval().start_time().seconds()), zone);
}

// The round with a counterpart on a day.
absl::StatusOr<std::string> FindRound(const Client& client, const std::string& organization,
                                      const std::string& day) {
  v1::ListNegotiationsRequest negotiations;
  negotiations.set_filter(absl::StrCat("counterpart = \"", organization, "\""));
  for (absl::StatusOr<v1::Negotiation>& negotiation : client.ListNegotiations(negotiations)) {
    if (!negotiation.ok()) return negotiation.status();
    v1::ListRoundsRequest rounds;
    rounds.set_parent(negotiation->name());
    for (absl::StatusOr<v1::Round>& round : client.ListRounds(rounds)) {
      if (!round.ok()) return round.status();
      if (round->has_interval() && DayOf(*round) == day) return round->name();
    }
  }
  return absl::NotFoundError(absl::StrCat("there is no round with ", organization, " on ", day));
}

absl::StatusOr<std::string> StartOf(const Client& client, const ThreadFlags& flags) {
  const std::string text = absl::StrJoin(flags.what, " ");
  if (IsNodeName(text) && flags.on.empty()) return text;
  const absl::StatusOr<std::string> organization = FindOrganizationNamed(client, text);
  if (!organization.ok() || flags.on.empty()) return organization;
  return FindRound(client, *organization, flags.on);
}

// ---- A thread.

int CountOf(const v1::Thread& thread, v1::ThreadNode::Type type) {
  return static_cast<int>(absl::c_count_if(
      thread.nodes(), [&](const v1::ThreadNode& node) { return node.type() == type; }));
}

std::string SumOf(const v1::Thread& thread, const Words& words) {
  return absl::StrCat(
      words.Count("count.protocols", CountOf(thread, v1::ThreadNode::PROTOCOL)), ", ",
      words.Count("count.commitments", CountOf(thread, v1::ThreadNode::COMMITMENT)), ", ",
      words.Count("count.action-items", CountOf(thread, v1::ThreadNode::ACTION_ITEM)), ", ",
      words.Count("count.results", CountOf(thread, v1::ThreadNode::RESULT)), ", ",
      words.Count("count.figures", CountOf(thread, v1::ThreadNode::FIGURE)), ", ",
      words.Count("count.gaps", thread.gaps_size()));
}

void PrintThread(const Session& session, const v1::Thread& thread) {
  const Words& words = session.words;
  std::ostream& out = session.terminal.out;
  const ThreadStyle style = StyleOf(session);
  out << words.Say("thread.head", NodeTitle(thread, thread.name(), style), thread.today()) << "\n"
      << SumOf(thread, words) << "\n\n";
  if (thread.rows().empty()) {
    out << words.Say("thread.nothing") << "\n";
  } else {
    out << ThreadTable(thread, style);
  }
  if (!thread.gaps().empty()) {
    out << "\n"
        << words.Say("thread.gaps") << "\n"
        << GapLines(thread.gaps(), thread.nodes(), style);
  }
  const std::string figures = FigureLines(thread, style);
  if (!figures.empty()) out << "\n" << words.Say("thread.figures") << "\n" << figures;
  if (thread.truncated()) out << "\n" << words.Say("thread.truncated") << "\n";
}

// ---- A counterpart's page.

class Page {
 public:
  Page(const Session& session, const v1::CounterpartPage& page)
      : session_(session), words_(session.words), out_(session.terminal.out), page_(page) {}

  void Print() {
    const std::vector<std::string> organization =
        Cells(page_.organization(), OutputOf(session_).style);
    out_ << organization[1] << "  " << words_.Say("page.today", page_.today()) << "\n";
    PrintDossiers();
    Section("page.people", page_.people(), false);
    Section("page.next", page_.next().rounds(), page_.next().has_more());
    Section("page.held", page_.held().rounds(), page_.held().has_more());
    PrintTopics();
    Section("page.protocols", page_.protocols().protocols(), page_.protocols().has_more());
    PrintCommitments("page.ours", page_.ours());
    PrintCommitments("page.theirs", page_.theirs());
    PrintContacts();
    Section("page.results", page_.results().results(), page_.results().has_more());
    PrintFigures();
    PrintGaps();
  }

 private:
  void Heading(Key key, int count, bool has_more) {
    out_ << "\n" << words_.Say(key) << ": " << count << (has_more ? "+" : "") << "\n";
  }

  template <class Resources>
  void Table(const Resources& resources) {
    const Output output = OutputOf(session_);
    RowPrinter printer(output, *resources.begin()->GetDescriptor());
    for (const auto& each : resources) printer.Add(each);
    printer.End();
  }

  template <class Resources>
  void Section(Key key, const Resources& resources, bool has_more) {
    if (resources.empty()) return;
    Heading(key, resources.size(), has_more);
    Table(resources);
  }

  void PrintDossiers() {
    if (page_.dossiers().empty()) {
      out_ << "\n" << words_.Say("page.no-dossier") << "\n";
      return;
    }
    std::vector<v1::Negotiation> negotiations;
    std::vector<v1::Body> bodies;
    negotiations.reserve(page_.dossiers_size());
    for (const v1::CounterpartPage::Dossier& dossier : page_.dossiers()) {
      negotiations.push_back(dossier.negotiation());
      if (dossier.has_body()) bodies.push_back(dossier.body());
    }
    Heading("page.dossiers", page_.dossiers_size(), page_.has_more_dossiers());
    Table(negotiations);
    if (bodies.empty()) return;
    out_ << "\n";
    Table(bodies);
  }

  void PrintTopics() {
    if (page_.topics().topics().empty()) return;
    Heading("page.topics", page_.topics().topics_size(), page_.topics().has_more());
    const Style style = OutputOf(session_).style;
    for (const v1::Briefing::OpenTopic& open : page_.topics().topics()) {
      out_ << Indented(absl::StrCat("- ", Cells(open.topic(), style)[3]), 0,
                       session_.terminal.columns, 2);
      for (const v1::Position& position : open.positions()) {
        const std::string side = v1::Negotiation::Side_Name(position.side());
        out_ << Indented(absl::StrCat(words_.Find(absl::StrCat("side.", side)).value_or(side), ": ",
                                      Cells(position, style).back()),
                         4, session_.terminal.columns);
      }
    }
  }

  void PrintCommitments(Key key, const v1::CounterpartPage::Commitments& commitments) {
    if (commitments.commitments().empty()) return;
    Heading(key, commitments.commitments_size(), commitments.has_more());
    const Style style = OutputOf(session_).style;
    std::vector<std::vector<std::string>> rows;
    rows.reserve(commitments.commitments_size());
    for (const v1::Commitment& each : commitments.commitments()) {
      const bool is_overdue = absl::c_linear_search(commitments.overdue(), each.name());
      rows.push_back({absl::StrCat("  ", each.due_date()), is_overdue ? "!" : "",
                      EnumText(v1::Commitment::State_Name(each.state())),
                      std::string(LastId(each.name())), Cells(each, style).back()});
    }
    out_ << AlignedRows(std::move(rows));
  }

  void PrintContacts() {
    const v1::CounterpartPage::Contacts& contacts = page_.contacts();
    if (contacts.contacts().empty()) return;
    Heading("page.contacts", contacts.contacts_size(), contacts.has_more());
    for (const v1::Contact& contact : contacts.contacts()) {
      out_ << Indented(
          absl::StrCat(contact.date(), ", ", EnumText(v1::Contact::Kind_Name(contact.kind())), ": ",
                       contact.content()),
          2, session_.terminal.columns, 2);
    }
  }

  void PrintFigures() {
    const v1::CounterpartPage::Figures& figures = page_.figures();
    if (figures.figures().empty()) return;
    Heading("page.figures", figures.figures_size(), figures.has_more());
    out_ << CountryName(figures.country(), session_.settings.language.value) << "\n";
    Table(figures.figures());
  }

  void PrintGaps() {
    if (page_.gaps().empty()) return;
    Heading("thread.gaps-alone", page_.gaps_size(), page_.has_more_gaps());
    out_ << GapLines(page_.gaps(), page_.gap_nodes(), StyleOf(session_));
  }

  const Session& session_;
  const Words& words_;
  std::ostream& out_;
  const v1::CounterpartPage& page_;
};

}  // namespace

int ShowThread(const Session& session, const ThreadFlags& flags) {
  const Client client = Connect(session);
  const absl::StatusOr<std::string> start = StartOf(client, flags);
  if (!start.ok()) return Refuse(session, start.status());
  v1::TraceThreadRequest request;
  request.set_name(*start);
  request.set_signed_after_days(flags.within);
  request.set_node_limit(flags.limit);
  const absl::StatusOr<v1::Thread> thread = client.TraceThread(request);
  if (!thread.ok()) return Refuse(session, thread.status());
  if (session.format == Format::kTable) {
    PrintThread(session, *thread);
  } else {
    PrintAnswer(OutputOf(session), *thread, false);
  }
  return kDone;
}

int ShowCounterpart(const Session& session, const std::vector<std::string>& who) {
  const Client client = Connect(session);
  const absl::StatusOr<std::string> organization =
      FindOrganizationNamed(client, absl::StrJoin(who, " "));
  if (!organization.ok()) return Refuse(session, organization.status());
  v1::GetCounterpartPageRequest request;
  request.set_name(*organization);
  request.set_language_code(session.settings.language.value);
  const absl::StatusOr<v1::CounterpartPage> page = client.GetCounterpartPage(request);
  if (!page.ok()) return Refuse(session, page.status());
  if (session.format == Format::kTable) {
    Page(session, *page).Print();
  } else {
    PrintAnswer(OutputOf(session), *page, true);
  }
  return kDone;
}

}  // namespace plenary::cli
