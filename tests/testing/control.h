// A small world for tests of control: a NegotiationForum with people of two organizations who give,
// carry out and watch over items, and the service of plans, called as the server calls it.
//
//   class ItemsTest : public testing::ControlTest {};
//   PLENARY_ON_EVERY_ENGINE(ItemsTest);
//
//   TEST_P(ItemsTest, AnExecutorAcknowledges) {
//     const std::string item = forum_.Item();
//     forum_.Become("boris");
//     EXPECT_THAT(forum_.Acknowledge(item), IsOk());
//   }
#ifndef PLENARY_TESTS_TESTING_CONTROL_H_
#define PLENARY_TESTS_TESTING_CONTROL_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "plenary/v1/action_plans.pb.h"
#include "services/base/access.h"
#include "services/control/service.h"
#include "tests/testing/negotiations.h"
#include "tests/testing/protos.h"

namespace plenary::testing {

// A paper that shows that something was done.
inline constexpr char kPaper[] = "evidence { document { registration_number: '07-12/345' } } ";

// Safe from several threads once it is made. It is 17 April 2023, a Monday.
class ControlForum : public NegotiationForum {
 public:
  using Control = control::ActionPlanService;
  using NegotiationForum::Ask;
  using NegotiationForum::Do;

  // Anna gives items, Boris carries them out with Ilya of another organization, Vera watches over
  // them, Gleb is a chair. Boris and Ilya hold no role on the installation.
  explicit ControlForum(const std::string& engine) : NegotiationForum(engine) {
    Organization("park");
    Meet("anna", "ministry", {{v1::NEGOTIATOR, ""}});
    Meet("boris", "ministry", {{v1::VIEWER, "events/none"}});
    Meet("ilya", "park", {{v1::VIEWER, "events/none"}});
    Meet("vera", "ministry", {{v1::CONTROLLER, ""}});
    Meet("gleb", "ministry", {{v1::ADMINISTRATOR, ""}});
    Value(Settle(absl::StrCat("chairs: '", Who("gleb"), "'")));
  }

  // The person's name, and what their user may do.
  const std::string& Who(const std::string& id) const { return people_.at(id); }
  const base::Access& AccessOf(const std::string& id) const { return accesses_.at(id); }
  // From now on they call; nobody: the program itself.
  void Become(const std::string& id) {
    if (id.empty()) return ActAs("local", nullptr);
    ActAs(absl::StrCat("users/", id), &accesses_.at(id));
  }
  // Somebody of an organization, with a user of these roles.
  void Meet(const std::string& id, const std::string& organization,
            std::vector<base::Grant> grants) {
    const std::string person =
        Value(Do(&Directory::CreatePerson,
                 absl::StrCat("person { names { language: 'en' family_name: '", id,
                              "' } organization: 'organizations/", organization, "' }")))
            .name();
    people_[id] = person;
    accesses_.emplace(id, base::Access(std::move(grants)).As(person));
  }
  // They work elsewhere from now on.
  void Move(const std::string& id, const std::string& organization) {
    Value(Do(&Directory::UpdatePerson,
             absl::StrCat("person { name: '", Who(id), "' organization: 'organizations/",
                          organization, "' }")));
  }
  // It is that day, at noon in UTC.
  void SetDay(int year, int month, int day) {
    clock().Set(
        absl::FromCivil(absl::CivilSecond(year, month, day, 12, 0, 0), absl::UTCTimeZone()));
  }

  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Control::*method)(storage::Change&,
                                                                          const Request&) const,
                              const Request& request) {
    return storage::ChangeAndWait(store(), random(), CallOf<Request>(), control_, method, request);
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Control::*method)(storage::Change&,
                                                                          const Request&) const,
                              const std::string& request) {
    return Do(method, Parse<Request>(request));
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (Control::*method)(storage::Tx&,
                                                                           const storage::Call&,
                                                                           const Request&) const,
                               const std::string& request) {
    return storage::ReadAndWait(store(), CallOf<Request>(), control_, method,
                                Parse<Request>(request));
  }

  // Settings, commitments and plans. `rest` is the text of further fields of the resource.

  absl::StatusOr<v1::ControlSettings> Settle(const std::string& rest,
                                             const std::string& more = "") {
    return Do(&Control::UpdateControlSettings,
              absl::StrCat("settings { name: 'controlSettings' ", rest, " } ", more));
  }
  absl::StatusOr<v1::Commitment> AddCommitment(const std::string& rest = "",
                                               const std::string& more = "") {
    auto request = Parse<v1::CreateCommitmentRequest>(
        "commitment { side: OURS texts { language: 'en' text: 'To set up a centre' } source { "
        "instruction { title: 'Directive No. 9' number: '9' date: '2023-03-01' } } }",
        more);
    request.mutable_commitment()->MergeFrom(Parse<v1::Commitment>(rest));
    return Do(&Control::CreateCommitment, request);
  }
  std::string Commitment(const std::string& rest = "") { return Value(AddCommitment(rest)).name(); }
  v1::Commitment GetCommitment(const std::string& name) {
    return Value(Ask(&Control::GetCommitment, Named(name)));
  }
  absl::StatusOr<v1::Commitment> Note(const std::string& commitment, const std::string& date,
                                      const std::string& rest = "") {
    return Do(&Control::NoteProgress,
              Named(commitment, absl::StrCat("progress_note { date: '", date,
                                             "' text: 'They wrote' ", rest, " }")));
  }
  absl::StatusOr<v1::ActionPlan> AddPlan(const std::string& rest = "") {
    v1::CreateActionPlanRequest request;
    *request.mutable_action_plan() = Parse<v1::ActionPlan>(
        "kind: COUNTERPART counterpart: 'organizations/kursk-region' start_date: '2023-01-01' "
        "end_date: '2025-12-31' titles { language: 'en' text: 'Plan of 2023 to 2025' }",
        rest);
    return Do(&Control::CreateActionPlan, request);
  }
  std::string Plan(const std::string& rest = "") { return Value(AddPlan(rest)).name(); }
  v1::ActionPlan GetPlan(const std::string& name) {
    return Value(Ask(&Control::GetActionPlan, Named(name)));
  }
  // Submits and approves it.
  v1::ActionPlan Approved(const std::string& plan) {
    Value(Do(&Control::SubmitActionPlan, Named(plan)));
    return Value(Do(&Control::ApproveActionPlan, Named(plan)));
  }

  // Items: given by Anna to Boris, under the eyes of Vera, due on 30 June 2023.

  std::string ItemText() const {
    return absl::StrCat("titles { language: 'en' text: 'Draft the roadmap' } lead { person: '",
                        Who("boris"), "' } controller: '", Who("vera"), "' author: '", Who("anna"),
                        "' due { date: '2023-06-30' } ");
  }
  absl::StatusOr<v1::ActionItem> AddItem(const std::string& rest = "",
                                         const std::string& more = "") {
    auto request = Parse<v1::CreateActionItemRequest>("", more);
    *request.mutable_action_item() = Parse<v1::ActionItem>(ItemText(), rest);
    return Do(&Control::CreateActionItem, request);
  }
  std::string Item(const std::string& rest = "") { return Value(AddItem(rest)).name(); }
  // One that says nothing in a field: "author".
  std::string ItemWithout(const std::string& field, const std::string& rest = "") {
    v1::CreateActionItemRequest request;
    v1::ActionItem& item = *request.mutable_action_item();
    item = Parse<v1::ActionItem>(ItemText(), rest);
    item.GetReflection()->ClearField(&item, v1::ActionItem::descriptor()->FindFieldByName(field));
    return Value(Do(&Control::CreateActionItem, request)).name();
  }
  v1::ActionItem GetItem(const std::string& name) {
    return Value(Ask(&Control::GetActionItem, Named(name)));
  }
  absl::StatusOr<v1::ActionItem> UpdateItem(const std::string& name, const std::string& fields,
                                            const std::string& more = "") {
    return Do(&Control::UpdateActionItem,
              absl::StrCat("action_item { name: '", name, "' ", fields, " } ", more));
  }
  absl::StatusOr<v1::ActionItem> Acknowledge(const std::string& item,
                                             const std::string& rest = "") {
    return Do(&Control::AcknowledgeActionItem, Named(item, rest));
  }
  absl::StatusOr<v1::ActionItem> Start(const std::string& item) {
    return Do(&Control::StartActionItem, Named(item));
  }
  absl::StatusOr<v1::ActionItem> Report(const std::string& item, const std::string& kind,
                                        const std::string& rest = "") {
    return Do(&Control::ReportActionItem,
              Named(item, absl::StrCat("action_report { kind: ", kind, " text: 'As agreed' ", rest,
                                       " }")));
  }
  absl::StatusOr<v1::ActionItem> ReturnItem(const std::string& item) {
    return Do(&Control::ReturnActionItem, Named(item, "reason: 'The annex is missing'"));
  }
  absl::StatusOr<v1::ActionItem> Recommend(const std::string& item) {
    return Do(&Control::RecommendRemoval, Named(item, "note: 'All there'"));
  }
  absl::StatusOr<v1::ActionItem> Remove(const std::string& item,
                                        const std::string& reason = "FULFILLED",
                                        const std::string& rest = "") {
    return Do(&Control::RemoveFromControl,
              Named(item, absl::StrCat("reason: ", reason, " ", rest)));
  }
  absl::StatusOr<v1::ActionItem> Replace(const std::string& item, const std::string& rest) {
    return Do(&Control::ReplaceExecutor, Named(item, absl::StrCat("reason: 'ill' ", rest)));
  }
  absl::StatusOr<v1::Extension> AskForTime(const std::string& item, const std::string& until) {
    return Do(&Control::RequestExtension,
              absl::StrCat("parent: '", item, "' extension { new_due_date: '", until,
                           "' reason: 'The other side is late' }"));
  }
  absl::StatusOr<v1::Extension> Decide(const std::string& extension, const std::string& decision) {
    return Do(&Control::DecideExtension, Named(extension, absl::StrCat("decision: ", decision)));
  }
  // An item that is acknowledged, or reported done.
  std::string Acknowledged(const std::string& rest = "") {
    return Value(Acknowledge(Item(rest))).name();
  }
  std::string Reported(const std::string& rest = "") {
    return Value(Report(Acknowledged(rest), "DONE", kPaper)).name();
  }

  // The names that a list tells, page by page; `rest` is the text of further fields of it.
  std::vector<std::string> Items(const std::string& rest = "") {
    auto request = Parse<v1::ListActionItemsRequest>(absl::StrCat("page_size: 2 ", rest));
    std::vector<std::string> names;
    do {
      const auto page = Value(storage::ReadAndWait(store(), CallOf<v1::ListActionItemsRequest>(),
                                                   control_, &Control::ListActionItems, request));
      for (const v1::ActionItem& each : page.action_items()) names.push_back(each.name());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return names;
  }
  std::vector<std::string> Commitments(const std::string& rest = "") {
    auto request = Parse<v1::ListCommitmentsRequest>(absl::StrCat("page_size: 2 ", rest));
    std::vector<std::string> names;
    do {
      const auto page = Value(storage::ReadAndWait(store(), CallOf<v1::ListCommitmentsRequest>(),
                                                   control_, &Control::ListCommitments, request));
      for (const v1::Commitment& each : page.commitments()) names.push_back(each.name());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  const Control& control() const { return control_; }

 private:
  Control control_{sealer()};
  std::map<std::string, std::string> people_;
  std::map<std::string, base::Access> accesses_;
};

// Its fixture.
class ControlTest : public ::testing::TestWithParam<std::string> {
 protected:
  ControlForum forum_{GetParam()};
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_CONTROL_H_
