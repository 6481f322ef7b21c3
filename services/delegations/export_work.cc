#include "services/delegations/export_work.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/delegations/table.h"
#include "services/directory/table.h"
#include "services/directory/visibility_table.h"
#include "services/events/table.h"
#include "services/files/table.h"
#include "services/interchange/table_writer.h"
#include "services/storage/resource.h"

namespace plenary::delegations {
namespace {

using storage::Store;
using storage::Tx;
using storage::WorkUnderWay;

constexpr int kRowsInPage = 500;
constexpr int kPagesInStep = 4;

template <class Message>
Message Unpacked(const google::protobuf::Any& any) {
  Message message;
  any.UnpackTo(&message);
  return message;
}

// The bytes of a table on their way into a file.
class FileSink : public interchange::ByteSink {
 public:
  explicit FileSink(files::FileWriter& file) : file_(file) {}
  absl::Status Write(absl::string_view bytes) override {
    file_.Add(bytes);
    return absl::OkStatus();
  }

 private:
  files::FileWriter& file_;
};

// Those of `names` that there are, by name.
template <class Resource>
absl::StatusOr<std::map<std::string, Resource>> FindByName(
    Tx& tx, const std::set<std::string>& names,
    absl::StatusOr<std::vector<absl::optional<Resource>>> (*find)(
        Tx& tx, const std::vector<std::string>& names)) {
  std::map<std::string, Resource> found;
  const std::vector<std::string> wanted(names.begin(), names.end());
  if (wanted.empty()) return found;
  PLENARY_ASSIGN_OR_RETURN(auto all, find(tx, wanted));
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (all[i]) found.emplace(wanted[i], *std::move(all[i]));
  }
  return found;
}

// The organization of that name, if it lives.
const v1::Organization* LivingIn(const std::map<std::string, v1::Organization>& organizations,
                                 const std::string& name) {
  const auto found = organizations.find(name);
  const bool lives = found != organizations.end() && !found->second.has_delete_time();
  return lives ? &found->second : nullptr;
}

// The delegations of an event that its reader sees: the labels of others would tell of them, since
// two of one name are told by their ids.
absl::StatusOr<std::vector<v1::Delegation>> VisibleDelegations(Tx& tx, const storage::Call& call,
                                                               const std::string& event) {
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Delegation> delegations, ListAllDelegations(tx, event));
  const auto is_hidden = [&](const v1::Delegation& delegation) {
    return !base::SeesWhole(call.access, delegation.name());
  };
  delegations.erase(std::remove_if(delegations.begin(), delegations.end(), is_hidden),
                    delegations.end());
  return delegations;
}

absl::StatusOr<ListWriting> WritingOf(Tx& tx, const storage::Call& call,
                                      const std::string& event_name, const std::string& language) {
  PLENARY_ASSIGN_OR_RETURN(const v1::Event event,
                           storage::Existing(events::FindEvent(tx, event_name), event_name));
  ListWriting writing;
  writing.language = language;
  absl::LoadTimeZone(event.time_zone(), &writing.zone);
  writing.custom_fields.assign(event.custom_fields().begin(), event.custom_fields().end());
  PLENARY_ASSIGN_OR_RETURN(writing.categories, events::ListAllCategories(tx, event_name));
  writing.category_labels = CategoryLabels(writing.categories, language);
  PLENARY_ASSIGN_OR_RETURN(const auto delegations, VisibleDelegations(tx, call, event_name));
  std::set<std::string> names;
  for (const v1::Delegation& delegation : delegations) names.insert(delegation.organization());
  PLENARY_ASSIGN_OR_RETURN(const auto organizations,
                           FindByName(tx, names, &directory::FindOrganizations));
  writing.delegation_labels = DelegationLabels(delegations, organizations, language);
  return writing;
}

}  // namespace

// A file that is being written. Not thread-safe.
struct ExportWork::UnderWay {
  UnderWay(Asked what, ListWriting how, files::FileWriter where)
      : asked(std::move(what)),
        writing(std::move(how)),
        file(std::move(where)),
        sink(file),
        columns(asked.fields) {}

  absl::StatusOr<std::vector<std::string>> Headings() const;
  absl::Status BeginTable();

  const Asked asked;
  const ListWriting writing;
  files::FileWriter file;
  FileSink sink;
  ExportColumns columns;
  std::string token;                       // of the next page
  std::vector<v1::ImportColumn> in_order;  // once all columns are known
  std::unique_ptr<interchange::TableWriter> table;
  int64_t rows = 0;
  bool is_written = false;
};

absl::Status ExportWork::UnderWay::BeginTable() {
  in_order = columns.All();
  const interchange::ListContext context{asked.kind, writing.custom_fields, writing.categories};
  std::vector<std::string> headings;
  headings.reserve(in_order.size());
  for (const v1::ImportColumn& column : in_order) {
    headings.push_back(interchange::HeadingOf(column, asked.language, context));
  }
  if (asked.format == v1::XLSX) {
    PLENARY_ASSIGN_OR_RETURN(table, interchange::MakeXlsxWriter(sink, interchange::XlsxStyle()));
  } else {
    table = interchange::MakeCsvWriter(sink, {asked.delimiter, true});
  }
  return table->Add(headings);
}

absl::Status ExportWork::Ended(Tx&, absl::string_view operation) {
  const std::lock_guard<std::mutex> lock(mutex_);
  under_way_.erase(std::string(operation));
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<ExportWork::UnderWay>> ExportWork::Begin(Store& store,
                                                                        base::Random& random,
                                                                        const WorkUnderWay& work,
                                                                        const Asked& asked) const {
  ListWriting writing;
  absl::optional<base::IdSequence> ids;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
    ids.emplace(random.Bytes(32), tx.now());
    PLENARY_ASSIGN_OR_RETURN(writing, WritingOf(tx, work.call(), asked.event, asked.language));
    return absl::OkStatus();
  }));
  const std::string name = base::MakeName(files::kFilePattern, {ids->Next()});
  files::FileWriter file(vault_, name,
                         absl::StrCat(asked.filename, asked.format == v1::XLSX ? ".xlsx" : ".csv"),
                         work.call().caller);
  return std::make_shared<UnderWay>(asked, std::move(writing), std::move(file));
}

absl::Status ExportWork::GoOn(Store& store, WorkUnderWay& work, UnderWay& under_way) const {
  for (int pages = 0; pages < kPagesInStep; ++pages) {
    Page page;
    PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(
          page, ReadPage(tx, work.call(), work.request(), under_way.token, under_way.writing));
      return absl::OkStatus();
    }));
    for (const std::vector<ExportCell>& row : page.rows) {
      if (under_way.table == nullptr) {
        under_way.columns.Note(row);
        continue;
      }
      ++under_way.rows;
      PLENARY_RETURN_IF_ERROR(
          under_way.table->Add(ExportColumns::Arrange(row, under_way.in_order)));
    }
    under_way.token = page.next_token;
    if (!page.next_token.empty()) continue;
    // Read through: the second time it is written.
    if (under_way.table == nullptr) return under_way.BeginTable();
    under_way.is_written = true;
    return under_way.table->Finish();
  }
  return absl::OkStatus();
}

absl::Status ExportWork::Write(Store& store, WorkUnderWay& work, UnderWay& under_way) const {
  v1::ExportMetadata metadata;
  metadata.set_rows_done(under_way.rows);
  return storage::WriteAndWait(
      store, {std::string(files::kFilesKey), std::string(storage::kOperationsKey)}, [&](Tx& tx) {
        work.metadata.PackFrom(metadata);
        if (!under_way.is_written) {
          PLENARY_RETURN_IF_ERROR(under_way.file.Flush(tx));
          return work.Keep(tx);
        }
        PLENARY_ASSIGN_OR_RETURN(const v1::File file, under_way.file.Complete(tx));
        v1::ExportResponse response;
        response.set_file(file.name());
        response.set_rows(under_way.rows);
        work.Finish(response);
        return work.Keep(tx);
      });
}

absl::Status ExportWork::Step(Store& store, base::Random& random, WorkUnderWay& work) {
  std::shared_ptr<UnderWay> under_way;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    under_way = std::move(under_way_[work.name()]);
    under_way_.erase(work.name());
  }
  if (under_way == nullptr) {
    PLENARY_ASSIGN_OR_RETURN(under_way, Begin(store, random, work, AskedBy(work.request())));
  }
  PLENARY_RETURN_IF_ERROR(GoOn(store, work, *under_way));
  PLENARY_RETURN_IF_ERROR(Write(store, work, *under_way));
  if (work.is_done()) return absl::OkStatus();
  const std::lock_guard<std::mutex> lock(mutex_);
  under_way_[work.name()] = std::move(under_way);
  return absl::OkStatus();
}

// --- Participants.

ExportWork::Asked ParticipantExportWork::AskedBy(const google::protobuf::Any& request) const {
  const auto asked = Unpacked<v1::ExportParticipantsRequest>(request);
  Asked what;
  what.event = asked.parent();
  what.filename = absl::StrCat(base::LastId(asked.parent()), "-participants");
  what.language = asked.language_code();
  what.format = asked.format();
  if (!asked.delimiter().empty()) what.delimiter = asked.delimiter().front();
  for (const int field : asked.fields()) what.fields.push_back(static_cast<v1::ImportField>(field));
  return what;
}

absl::StatusOr<ExportWork::Page> ParticipantExportWork::ReadPage(
    Tx& tx, const storage::Call& call, const google::protobuf::Any& request,
    const std::string& token, const ListWriting& writing) const {
  const auto asked = Unpacked<v1::ExportParticipantsRequest>(request);
  v1::ListParticipantsRequest list;
  list.set_parent(asked.parent());
  list.set_filter(asked.filter());
  list.set_order_by(asked.order_by());
  list.set_language_code(asked.language_code());
  list.set_page_size(kRowsInPage);
  list.set_page_token(token);
  PLENARY_ASSIGN_OR_RETURN(const auto listed, service().ListParticipants(tx, call, list));
  std::set<std::string> names;
  for (const v1::Participant& participant : listed.participants()) {
    names.insert(participant.person());
  }
  PLENARY_ASSIGN_OR_RETURN(const auto people, FindByName(tx, names, &directory::FindPeople));
  std::set<std::string> of_people;
  for (const auto& [name, person] : people) {
    if (!person.organization().empty()) of_people.insert(person.organization());
  }
  PLENARY_ASSIGN_OR_RETURN(const auto organizations,
                           FindByName(tx, of_people, &directory::FindOrganizations));
  Page page;
  page.next_token = listed.next_page_token();
  page.rows.reserve(listed.participants_size());
  static const auto& nobody = *new v1::Person;
  for (const v1::Participant& participant : listed.participants()) {
    const auto found = people.find(participant.person());
    const v1::Person& person = found == people.end() ? nobody : found->second;
    page.rows.push_back(
        CellsOf(participant, person, LivingIn(organizations, person.organization()), writing));
  }
  return page;
}

// --- Delegations.

ExportWork::Asked DelegationExportWork::AskedBy(const google::protobuf::Any& request) const {
  const auto asked = Unpacked<v1::ExportDelegationsRequest>(request);
  Asked what;
  what.event = asked.parent();
  what.filename = absl::StrCat(base::LastId(asked.parent()), "-delegations");
  what.language = asked.language_code();
  what.format = asked.format();
  if (!asked.delimiter().empty()) what.delimiter = asked.delimiter().front();
  what.kind = interchange::ListKind::kDelegations;
  return what;
}

absl::StatusOr<ExportWork::Page> DelegationExportWork::ReadPage(
    Tx& tx, const storage::Call& call, const google::protobuf::Any& request,
    const std::string& token, const ListWriting& writing) const {
  const auto asked = Unpacked<v1::ExportDelegationsRequest>(request);
  v1::ListDelegationsRequest list;
  list.set_parent(asked.parent());
  list.set_filter(asked.filter());
  list.set_order_by(asked.order_by());
  list.set_language_code(asked.language_code());
  list.set_page_size(kRowsInPage);
  list.set_page_token(token);
  PLENARY_ASSIGN_OR_RETURN(const auto listed, service().ListDelegations(tx, call, list));
  std::set<std::string> of_delegations;
  std::set<std::string> names;
  for (const v1::Delegation& delegation : listed.delegations()) {
    of_delegations.insert(delegation.organization());
    names.insert(delegation.focal_points().begin(), delegation.focal_points().end());
    if (!delegation.liaison_officer().empty()) names.insert(delegation.liaison_officer());
  }
  PLENARY_ASSIGN_OR_RETURN(const auto organizations,
                           FindByName(tx, of_delegations, &directory::FindOrganizations));
  PLENARY_ASSIGN_OR_RETURN(const auto visible, directory::OnlyVisiblePeople(
                                                   tx, call.access, {names.begin(), names.end()}));
  PLENARY_ASSIGN_OR_RETURN(const auto people, FindByName(tx, visible, &directory::FindPeople));
  Page page;
  page.next_token = listed.next_page_token();
  page.rows.reserve(listed.delegations_size());
  for (const v1::Delegation& delegation : listed.delegations()) {
    page.rows.push_back(
        CellsOf(delegation, LivingIn(organizations, delegation.organization()), people, writing));
  }
  return page;
}

}  // namespace plenary::delegations
