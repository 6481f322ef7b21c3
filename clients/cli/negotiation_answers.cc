#include "clients/cli/negotiation_answers.h"

#include <algorithm>
#include <map>
#include <ostream>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/columns.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/refusals.h"
#include "clients/cli/report.pb.h"
#include "clients/cli/subjects.h"
#include "clients/cli/text_table.h"
#include "clients/cli/values.h"
#include "plenary/client.h"

namespace plenary::cli {
namespace {

using google::protobuf::Message;
using Rows = std::vector<std::vector<std::string>>;

// Where a text is too narrow to be read beside another one.
constexpr int kNarrow = 24;

int Refuse(const Session& session, const absl::Status& status) {
  return PrintRefusal(session.terminal, "plenary", status);
}

// The cell of a resource's table under `heading`.
std::string CellOf(const Message& resource, const Session& session, const std::string& heading) {
  const std::vector<std::string> headings = Headings(*resource.GetDescriptor());
  const auto found = std::find(headings.begin(), headings.end(), heading);
  return Cells(resource, OutputOf(session).style)[found - headings.begin()];
}

// "ours", "theirs" as the reader says it.
std::string SideOf(v1::Negotiation::Side side, const Words& words) {
  const std::string name = v1::Negotiation::Side_Name(side);
  return words.Find(absl::StrCat("side.", name)).value_or(EnumText(name));
}

// ---- A briefing.

class BriefingPage {
 public:
  BriefingPage(const Session& session, const Client& client, const v1::Briefing& briefing)
      : session_(session), words_(session.words), out_(session.terminal.out), briefing_(briefing) {
    std::set<std::string> names = {briefing.negotiation().counterpart(),
                                   briefing.negotiation().responsible()};
    for (const auto& topic : briefing.topics()) names.insert(topic.topic().owner());
    for (const auto& person : briefing.people()) names.insert(person.organization());
    for (const auto& contact : briefing.contacts()) {
      for (const auto& presence : contact.participants()) names.insert(presence.person());
    }
    names.erase("");
    names_ = DisplayNames(session, client, names);
  }

  void Print(const std::vector<v1::Commitment>& commitments) {
    PrintHead();
    PrintPeople();
    PrintTopics();
    PrintCommitments(commitments);
    PrintRounds();
    PrintContacts();
  }

 private:
  void PrintHead() {
    const v1::Negotiation& negotiation = briefing_.negotiation();
    out_ << CellOf(negotiation, session_, "NAME") << "  "
         << EnumText(v1::Negotiation::State_Name(negotiation.state())) << "\n";
    out_ << words_.Say("brief.counterpart", names_[negotiation.counterpart()]) << "\n";
    if (!negotiation.responsible().empty()) {
      out_ << words_.Say("brief.responsible", names_[negotiation.responsible()]) << "\n";
    }
    if (briefing_.has_body()) {
      out_ << words_.Say("brief.body", CellOf(briefing_.body(), session_, "NAME")) << "\n";
    }
    if (briefing_.has_round()) out_ << RoundText(briefing_.round()) << "\n";
    if (!negotiation.note().empty()) out_ << Indented(negotiation.note(), 0, Width());
  }

  std::string RoundText(const v1::Round& round) const {
    std::vector<std::string> parts = {words_.Say("brief.round", round.number())};
    if (round.session_number() > 0) {
      parts.push_back(words_.Say("brief.session", round.session_number()));
    }
    for (const char* heading : {"START", "PLACE", "NAME"}) {
      std::string cell = CellOf(round, session_, heading);
      if (!cell.empty()) parts.push_back(std::move(cell));
    }
    return absl::StrJoin(parts, ", ");
  }

  void PrintPeople() {
    if (briefing_.people().empty()) return;
    Heading(words_.Say("brief.people"));
    Rows rows;
    rows.reserve(briefing_.people_size());
    for (const v1::Briefing::Somebody& person : briefing_.people()) {
      rows.push_back({absl::StrCat("  ", SideOf(person.side(), words_)),
                      person.is_head() ? "*" : "", person.display_name(), person.role(),
                      names_[person.organization()]});
    }
    out_ << AlignedRows(std::move(rows));
  }

  void PrintTopics() {
    Heading(words_.Say("brief.topics"));
    if (briefing_.topics().empty()) out_ << "  " << words_.Say("brief.none") << "\n";
    for (const v1::Briefing::OpenTopic& open : briefing_.topics()) {
      const std::string owner = open.topic().owner().empty() ? "" : names_[open.topic().owner()];
      out_ << Indented(
          absl::StrCat(open.topic().order(), ". ", CellOf(open.topic(), session_, "NAME"), " (",
                       words_.Say("brief.priority", open.topic().priority()),
                       owner.empty() ? "" : ", ", owner, ")"),
          2, Width(), 3);
      for (const v1::Position& position : open.positions()) {
        out_ << Indented(absl::StrCat(SideOf(position.side(), words_), " (",
                                      EnumText(v1::Classification_Name(position.classification())),
                                      "): ", CellOf(position, session_, "TEXT")),
                         5, Width());
      }
    }
  }

  void PrintCommitments(const std::vector<v1::Commitment>& commitments) {
    if (commitments.empty()) return;
    Heading(words_.Say("brief.commitments"));
    for (const v1::Commitment& commitment : commitments) {
      const std::string due = CellOf(commitment, session_, "DUE");
      out_ << Indented(
          absl::StrCat(
              due.empty() ? "—" : due, ", ",
              EnumText(v1::Commitment::State_Name(commitment.state())), ", ",
              words_.Find(absl::StrCat("side.", v1::Commitment::Side_Name(commitment.side())))
                  .value_or(""),
              ": ", CellOf(commitment, session_, "TEXT")),
          2, Width());
    }
  }

  void PrintRounds() {
    if (briefing_.past_rounds().empty()) return;
    Heading(words_.Say("brief.past-rounds"));
    for (const v1::Round& round : briefing_.past_rounds()) out_ << "  " << RoundText(round) << "\n";
  }

  void PrintContacts() {
    if (briefing_.contacts().empty()) return;
    Heading(words_.Say("brief.contacts"));
    for (const v1::Contact& contact : briefing_.contacts()) {
      std::vector<std::string> people;
      people.reserve(contact.participants_size());
      for (const v1::Presence& presence : contact.participants()) {
        people.push_back(names_[presence.person()]);
      }
      out_ << Indented(
          absl::StrCat(contact.date(), ", ", EnumText(v1::Contact::Kind_Name(contact.kind())), ", ",
                       absl::StrJoin(people, ", "), people.empty() ? "" : ": ", contact.content()),
          2, Width());
    }
  }

  void Heading(const std::string& text) { out_ << "\n" << text << "\n"; }
  int Width() const { return std::max(session_.terminal.columns, kNarrow); }

  const Session& session_;
  const Words& words_;
  std::ostream& out_;
  const v1::Briefing& briefing_;
  std::map<std::string, std::string> names_;
};

// What was undertaken in a negotiation and still stands; nothing where it may not be read.
std::vector<v1::Commitment> CommitmentsOf(const Client& client, const std::string& negotiation) {
  v1::ListCommitmentsRequest request;
  request.set_filter(absl::StrCat("negotiation = \"", negotiation, "\""));
  std::vector<v1::Commitment> commitments;
  for (absl::StatusOr<v1::Commitment>& commitment : client.ListCommitments(request)) {
    if (!commitment.ok()) break;
    if (commitment->state() == v1::Commitment::SUPERSEDED) continue;
    commitments.push_back(*std::move(commitment));
    if (commitments.size() == 50) break;
  }
  return commitments;
}

// ---- A protocol.

std::string TextIn(const v1::ProtocolItem& item, const std::string& language) {
  for (const v1::ProtocolText& text : item.texts()) {
    if (text.language() == language) return text.text();
  }
  return "";
}

// "Decision", "Commitment: ours, 2023-12-31".
std::string KindOf(const v1::ProtocolItem& item, const Words& words) {
  std::string text =
      words.Find(absl::StrCat("item-kind.", v1::ProtocolItem::Kind_Name(item.kind()))).value_or("");
  if (!item.has_commitment()) return text;
  const v1::ProtocolItem::Undertaking& undertaking = item.commitment();
  absl::StrAppend(&text, ": ",
                  words.Find(absl::StrCat("side.", v1::ProtocolItem::Side_Name(undertaking.side())))
                      .value_or(""));
  if (!undertaking.due_date().empty()) absl::StrAppend(&text, ", ", undertaking.due_date());
  return text;
}

void PrintItem(const Session& session, const v1::ProtocolItem& item,
               const std::vector<std::string>& languages, int number_width) {
  std::ostream& out = session.terminal.out;
  const std::string kind = KindOf(item, session.words);
  const int count = static_cast<int>(languages.size());
  const int width = (session.terminal.columns - number_width - 2 * count) / count;
  out << Padded(item.number(), number_width) << "  [" << kind << "]";
  if (!item.out_of_step_languages().empty()) {
    out << "  "
        << session.words.Say("protocol.out-of-step",
                             absl::StrJoin(item.out_of_step_languages(), ", "));
  }
  out << "\n";
  if (width < kNarrow || count == 1) {
    for (const std::string& language : languages) {
      const std::string mark = count == 1 ? "" : absl::StrCat(language, ": ");
      out << Indented(absl::StrCat(mark, TextIn(item, language)), number_width + 2,
                      std::max(session.terminal.columns, kNarrow + number_width));
    }
    return;
  }
  std::vector<std::string> texts = {""};
  std::vector<int> widths = {number_width};
  texts.reserve(languages.size() + 1);
  widths.reserve(languages.size() + 1);
  for (const std::string& language : languages) {
    texts.push_back(TextIn(item, language));
    widths.push_back(width);
  }
  out << Beside(texts, widths);
}

void PrintSignatories(const Session& session, const Client& client, const v1::Protocol& protocol) {
  if (protocol.signatories().empty()) return;
  std::set<std::string> names;
  for (const v1::Protocol::Signatory& each : protocol.signatories()) {
    names.insert(each.person());
    names.insert(each.side());
  }
  std::map<std::string, std::string> shown = DisplayNames(session, client, names);
  Rows rows;
  rows.reserve(protocol.signatories_size());
  for (const v1::Protocol::Signatory& each : protocol.signatories()) {
    rows.push_back({absl::StrCat("  ", shown[each.side()]), shown[each.person()],
                    each.has_signature()
                        ? absl::StrCat(each.signature().date(), ", ", each.signature().place())
                        : session.words.Say("protocol.unsigned")});
  }
  session.terminal.out << "\n"
                       << session.words.Say("protocol.signatories") << "\n"
                       << AlignedRows(std::move(rows));
}

void PrintProtocol(const Session& session, const Client& client, const v1::Protocol& protocol,
                   const std::vector<v1::ProtocolItem>& items,
                   const std::vector<std::string>& languages) {
  std::ostream& out = session.terminal.out;
  out << CellOf(protocol, session, "NAME") << "\n"
      << EnumText(v1::Protocol::Type_Name(protocol.type())) << ", "
      << EnumText(v1::Protocol::State_Name(protocol.state()));
  for (const std::string& part : {protocol.date(), protocol.place()}) {
    if (!part.empty()) out << ", " << part;
  }
  out << "\n";
  if (!protocol.amends().empty()) {
    out << session.words.Say("protocol.amends", protocol.amends()) << "\n";
  }
  if (!protocol.superseded_by().empty()) {
    out << session.words.Say("protocol.superseded", protocol.superseded_by()) << "\n";
  }
  int number_width = 1;
  for (const v1::ProtocolItem& item : items) {
    number_width = std::max(number_width, DisplayWidth(item.number()));
  }
  out << "\n";
  for (const v1::ProtocolItem& item : items) PrintItem(session, item, languages, number_width);
  PrintSignatories(session, client, protocol);
}

}  // namespace

int ShowBriefing(const Session& session, v1::GetBriefingRequest request) {
  const Client client = Connect(session);
  request.set_language_code(session.settings.language.value);
  const absl::StatusOr<v1::Briefing> briefing = client.GetBriefing(request);
  if (!briefing.ok()) return Refuse(session, briefing.status());
  if (session.format != Format::kTable) {
    PrintAnswer(OutputOf(session), *briefing, true);
    return kDone;
  }
  BriefingPage(session, client, *briefing)
      .Print(CommitmentsOf(client, briefing->negotiation().name()));
  return kDone;
}

int ShowProtocol(const Session& session, const v1::GetProtocolRequest& request,
                 std::vector<std::string> languages) {
  const Client client = Connect(session);
  const absl::StatusOr<v1::Protocol> protocol = client.GetProtocol(request);
  if (!protocol.ok()) return Refuse(session, protocol.status());
  v1::ListProtocolItemsRequest list;
  list.set_parent(protocol->name());
  ShownProtocol shown;
  *shown.mutable_protocol() = *protocol;
  for (absl::StatusOr<v1::ProtocolItem>& item : client.ListProtocolItems(list)) {
    if (!item.ok()) return Refuse(session, item.status());
    *shown.add_items() = *std::move(item);
  }
  if (session.format != Format::kTable) {
    PrintAnswer(OutputOf(session), shown, false);
    return kDone;
  }
  if (languages.empty()) {
    const auto end = protocol->languages().begin() + std::min(protocol->languages_size(), 2);
    languages.assign(protocol->languages().begin(), end);
  }
  PrintProtocol(session, client, *protocol, {shown.items().begin(), shown.items().end()},
                languages);
  return kDone;
}

}  // namespace plenary::cli
