#include "clients/cli/control_answers.h"

#include <map>
#include <ostream>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
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

using Section = ControlledItem::Section;
using Rows = std::vector<std::vector<std::string>>;

int Refuse(const Session& session, const absl::Status& status) {
  return PrintRefusal(session.terminal, "plenary", status);
}

// The text in the reader's language, as every table chooses it.
template <class Resource>
std::string TitleOf(const Session& session, const Resource& resource) {
  return Cells(resource, OutputOf(session).style).back();
}

// Lines of a list, with the days until each is due.
class Lines {
 public:
  Lines(const Session& session, const v1::ControlList& list) : session_(session), list_(list) {
    Add(ControlledItem::OVERDUE, list.overdue());
    Add(ControlledItem::DUE, list.due());
    Add(ControlledItem::TO_ACKNOWLEDGE, list.to_acknowledge());
    Add(ControlledItem::TO_DECIDE, list.to_decide());
    Add(ControlledItem::EXTENSIONS, list.extensions_to_decide());
    for (const v1::Commitment& commitment : list.silent()) Add(commitment);
    if (list.has_more_silent()) more_.insert(ControlledItem::SILENT);
  }

  const std::vector<ControlledItem>& all() const { return lines_; }
  bool HasMore(Section section) const { return more_.count(section) > 0; }

 private:
  void Add(Section section, const v1::ControlList::Section& items) {
    for (const v1::ActionItem& item : items.action_items()) {
      ControlledItem& line = lines_.emplace_back();
      line.set_section(section);
      line.set_name(item.name());
      line.set_is_overdue(item.is_overdue());
      line.set_state(EnumText(v1::ActionItem::State_Name(item.state())));
      *line.mutable_executor() = item.lead();
      line.set_title(TitleOf(session_, item));
      SetDue(item.effective_due_date(), line);
    }
    if (items.has_more()) more_.insert(section);
  }

  void Add(const v1::Commitment& commitment) {
    ControlledItem& line = lines_.emplace_back();
    line.set_section(ControlledItem::SILENT);
    line.set_name(commitment.name());
    line.set_state(EnumText(v1::Commitment::State_Name(commitment.state())));
    line.mutable_executor()->set_organization(commitment.counterpart());
    line.set_title(TitleOf(session_, commitment));
    SetDue(commitment.due_date(), line);
  }

  void SetDue(const std::string& date, ControlledItem& line) const {
    line.set_due_date(date);
    absl::CivilDay due;
    absl::CivilDay first;
    if (!absl::ParseCivilTime(date, &due)) return;
    if (!absl::ParseCivilTime(list_.start_date(), &first)) return;
    line.set_days(static_cast<int32_t>(due - first));
  }

  const Session& session_;
  const v1::ControlList& list_;
  std::vector<ControlledItem> lines_;
  std::set<Section> more_;
};

// The executors by the names that people know.
class Executors {
 public:
  Executors(const Session& session, const Client& client, const Lines& lines) {
    std::set<std::string> names;
    for (const ControlledItem& line : lines.all()) {
      names.insert(line.executor().person());
      names.insert(line.executor().organization());
    }
    names.erase("");
    names_ = DisplayNames(session, client, names);
  }

  // The person; where nobody is named, the organization.
  std::string Of(const ControlledItem& line) const {
    for (const std::string& name : {line.executor().person(), line.executor().organization()}) {
      if (const auto found = names_.find(name); found != names_.end()) return found->second;
    }
    return "";
  }

 private:
  std::map<std::string, std::string> names_;
};

// "-12", "+3": days over, and days left.
std::string DaysOf(const ControlledItem& line) {
  if (!line.has_days()) return "";
  return absl::StrCat(line.days() > 0 ? "+" : "", line.days());
}

void PrintSections(const Session& session, const Client& client, const Lines& lines) {
  const Words& words = session.words;
  const Executors executors(session, client, lines);
  std::map<Section, Rows> sections;
  for (const ControlledItem& line : lines.all()) {
    sections[line.section()].push_back(
        {absl::StrCat("  ", line.due_date()), DaysOf(line), line.is_overdue() ? "!" : "",
         line.state(), std::string(LastId(line.name())), executors.Of(line), line.title()});
  }
  for (auto& [section, rows] : sections) {
    session.terminal.out << "\n"
                         << *words.Find(
                                absl::StrCat("control.", ControlledItem::Section_Name(section)))
                         << ": " << rows.size() << (lines.HasMore(section) ? "+" : "") << "\n"
                         << AlignedRows(std::move(rows));
  }
  if (sections.empty()) session.terminal.out << "\n" << words.Say("control.nothing") << "\n";
}

absl::StatusOr<std::string> SubjectOf(const Client& client, const ControlFlags& flags) {
  if (!flags.person.empty()) return FindPersonNamed(client, absl::StrJoin(flags.person, " "));
  if (flags.organization.empty()) return "";
  return FindOrganizationNamed(client, absl::StrJoin(flags.organization, " "));
}

}  // namespace

int ShowControlList(const Session& session, const ControlFlags& flags,
                    v1::GetControlListRequest request) {
  const Client client = Connect(session);
  const absl::StatusOr<std::string> subject = SubjectOf(client, flags);
  if (!subject.ok()) return Refuse(session, subject.status());
  request.set_subject(*subject);
  const absl::StatusOr<v1::ControlList> list = client.GetControlList(request);
  if (!list.ok()) return Refuse(session, list.status());
  const Output output = OutputOf(session);
  if (session.format == Format::kJson) {
    PrintAnswer(output, *list, true);
    return kDone;
  }
  const Lines lines(session, *list);
  if (session.format != Format::kTable) {
    RowPrinter printer(output, *ControlledItem::descriptor());
    for (const ControlledItem& line : lines.all()) printer.Add(line);
    printer.End();
    return kDone;
  }
  const std::string whose =
      subject->empty() ? "" : DisplayNames(session, client, {*subject}).begin()->second;
  session.terminal.out << session.words.Say("control.head", list->start_date(), list->end_date())
                       << (whose.empty() ? "" : ": ") << whose << "\n";
  PrintSections(session, client, lines);
  return kDone;
}

}  // namespace plenary::cli
