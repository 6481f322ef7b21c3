// Who may do what, over every engine: the guard of each method is asked about a forum with two
// delegations.
#include "services/server/authorizer.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/files.pb.h"
#include "plenary/v1/personal_data.pb.h"
#include "services/access/table.h"
#include "services/files/table.h"
#include "services/server/veil.h"
#include "services/server/visible_changes.h"
#include "services/server/who_can_see.h"
#include "tests/testing/forum_suite.h"

namespace plenary::server {
namespace {

using base::Access;
using base::Grant;
using google::protobuf::Message;
using ::plenary::testing::Forum;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using v1::ERROR_REASON_RESOURCE_NOT_FOUND;
using v1::ERROR_REASON_ROLE_REQUIRED;
using v1::ERROR_REASON_SECRETARIAT_ONLY;
using Rooms = Forum::Delegations;

// The method that takes a request.
template <class Request>
const google::protobuf::MethodDescriptor& MethodOf() {
  const auto& service = *Request::descriptor()->file()->service(0);
  for (int i = 0; i < service.method_count(); ++i) {
    if (service.method(i)->input_type() == Request::descriptor()) return *service.method(i);
  }
  throw std::runtime_error(absl::StrCat("nothing takes ", Request::descriptor()->name()));
}

class AuthorizerTest : public testing::ForumTest {
 protected:
  AuthorizerTest() {
    forum_.Event();
    category_ = forum_.Category("delegates");
    kursk_ = forum_.Delegation("kursk");
    minsk_ = forum_.Delegation("minsk");
    ours_ = forum_.Draft(kursk_, category_);
    theirs_ = forum_.Draft(minsk_, category_);
  }

  // Whether somebody with `grants` may make a request, as far as it takes the guard to say.
  template <class Request>
  absl::Status May(const std::vector<Grant>& grants, const std::string& request,
                   const std::string& caller = "users/anna") {
    const Access access(grants);
    const auto authorizer = Value(Authorizer::Make(MethodOf<Request>()));
    const storage::Guard* guard = authorizer->For(access);
    if (guard == nullptr) return absl::OkStatus();
    const storage::Call call = {caller, "", "", &access};
    const auto parsed = Parse<Request>(request);
    return storage::ReadAndWait(forum_.store(),
                                [&](storage::Tx& tx) { return guard->Admit(tx, call, parsed); });
  }
  std::string PersonOf(const std::string& participant) {
    return forum_.Participant(participant).person();
  }

  const std::vector<Grant> registrar_ = {{v1::REGISTRAR, "events/tibo/delegations/kursk"}};
  const std::vector<Grant> manager_ = {{v1::EVENT_MANAGER, "events/tibo"}};
  std::string category_;
  std::string kursk_;
  std::string minsk_;
  std::string ours_;
  std::string theirs_;
};
PLENARY_ON_EVERY_ENGINE(AuthorizerTest);

TEST_P(AuthorizerTest, AFocalPointWorksOnItsOwnDelegation) {
  EXPECT_THAT(May<v1::GetDelegationRequest>(registrar_, Forum::Named(kursk_)), IsOk());
  EXPECT_THAT(May<v1::SubmitDelegationRequest>(registrar_, Forum::Named(kursk_)), IsOk());
  EXPECT_THAT(May<v1::ConfirmParticipantRequest>(registrar_, Forum::Named(ours_)), IsOk());
  EXPECT_THAT(May<v1::GetEventRequest>(registrar_, "name: 'events/tibo'"), IsOk());
  EXPECT_THAT(May<v1::GetCategoryRequest>(registrar_, Forum::Named(category_)), IsOk());
  EXPECT_THAT(May<v1::GetPersonRequest>(registrar_, Forum::Named(PersonOf(ours_))), IsOk());
  EXPECT_THAT(May<v1::GetOrganizationRequest>(registrar_, "name: 'organizations/kursk'"), IsOk());
  EXPECT_THAT(May<v1::UpdatePersonRequest>(
                  registrar_, absl::StrCat("person { name: '", PersonOf(ours_), "' }")),
              IsOk());
}

TEST_P(AuthorizerTest, WhatIsAnotherDelegationsIsAnsweredWordForWordAsWhatDoesNotExist) {
  const auto hidden = [&](const absl::Status& status, const std::string& name) {
    EXPECT_EQ(status, base::NotFound(name));
  };
  for (const std::string& name : {minsk_, std::string("events/tibo/delegations/nowhere")}) {
    hidden(May<v1::GetDelegationRequest>(registrar_, Forum::Named(name)), name);
    hidden(May<v1::SubmitDelegationRequest>(registrar_, Forum::Named(name)), name);
    hidden(May<v1::UpdateDelegationRequest>(registrar_,
                                            absl::StrCat("delegation { name: '", name, "' }")),
           name);
    hidden(May<v1::GetQuotaReportRequest>(registrar_, absl::StrCat("parent: '", name, "'")), name);
  }
  for (const std::string& name : {theirs_, std::string("events/tibo/participants/nobody")}) {
    hidden(May<v1::GetParticipantRequest>(registrar_, Forum::Named(name)), name);
    hidden(May<v1::ConfirmParticipantRequest>(registrar_, Forum::Named(name)), name);
    hidden(May<v1::SetHeadRequest>(
               registrar_, absl::StrCat("delegation: '", kursk_, "' participant: '", name, "'")),
           name);
  }
  for (const std::string& name : {PersonOf(theirs_), std::string("people/nobody")}) {
    hidden(May<v1::GetPersonRequest>(registrar_, Forum::Named(name)), name);
    hidden(May<v1::UpdatePersonRequest>(registrar_, absl::StrCat("person { name: '", name, "' }")),
           name);
    hidden(May<v1::CreateParticipantRequest>(
               registrar_, absl::StrCat("parent: 'events/tibo' participant { person: '", name,
                                        "' delegation: '", kursk_, "' }")),
           name);
  }
  for (const char* name : {"organizations/minsk", "organizations/nothing"}) {
    hidden(May<v1::GetOrganizationRequest>(registrar_, Forum::Named(name)), name);
  }
  forum_.Event("", "other");
  for (const char* name : {"events/other", "events/nothing"}) {
    hidden(May<v1::GetEventRequest>(registrar_, Forum::Named(name)), name);
    hidden(May<v1::WatchChangesRequest>(registrar_, absl::StrCat("parent: '", name, "'")), name);
  }
}

TEST_P(AuthorizerTest, OfManyNamesTheFirstThatIsHiddenIsToldOf) {
  const std::string request =
      absl::StrCat("parent: 'events/tibo' names: '", ours_,
                   "' names: 'events/tibo/participants/nobody' names: '", theirs_, "'");
  EXPECT_EQ(May<v1::BatchGetParticipantsRequest>(registrar_, request),
            base::NotFound("events/tibo/participants/nobody"));
  EXPECT_THAT(May<v1::BatchGetParticipantsRequest>(
                  registrar_, absl::StrCat("parent: 'events/tibo' names: '", ours_, "'")),
              IsOk());
}

TEST_P(AuthorizerTest, WhatIsSeenButNotOnesOwnTakesARole) {
  const std::vector<Grant> both = {{v1::VIEWER, "events/tibo"}, registrar_.front()};
  EXPECT_THAT(May<v1::GetDelegationRequest>(both, Forum::Named(minsk_)), IsOk());
  EXPECT_THAT(May<v1::SubmitDelegationRequest>(both, Forum::Named(minsk_)),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(May<v1::ConfirmParticipantRequest>(both, Forum::Named(theirs_)),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(May<v1::GetQuotaReportRequest>(registrar_, "parent: 'events/tibo'"),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
}

TEST_P(AuthorizerTest, NobodyChangesAPersonWhoTakesPartElsewhereToo) {
  forum_.Event("", "other");
  const std::string category = forum_.Category("guests", "", "events/other");
  const std::string person = PersonOf(ours_);
  Value(forum_.Create(absl::StrCat("person: '", person, "' category: '", category, "'")));
  const std::string update = absl::StrCat("person { name: '", person, "' }");
  EXPECT_THAT(May<v1::GetPersonRequest>(registrar_, Forum::Named(person)), IsOk());
  EXPECT_THAT(May<v1::UpdatePersonRequest>(registrar_, update),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(May<v1::UpdatePersonRequest>(manager_, update), IsOk());
}

TEST_P(AuthorizerTest, APersonWhoWasMergedIsSeenByBothNames) {
  const std::string duplicate = forum_.Person();
  Value(forum_.Do(&Forum::Directory::MergePeople,
                  absl::StrCat("name: '", PersonOf(ours_), "' duplicate: '", duplicate, "'")));
  EXPECT_THAT(May<v1::GetPersonRequest>(registrar_, Forum::Named(duplicate)), IsOk());
}

TEST_P(AuthorizerTest, ARegistrationThatNamesNoDelegationIsAboutTheEvent) {
  const std::string alone =
      absl::StrCat("parent: 'events/tibo' participant { category: '", category_, "' }");
  EXPECT_THAT(May<v1::CreateParticipantRequest>(registrar_, alone),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(May<v1::CreateParticipantRequest>(manager_, alone), IsOk());
  EXPECT_THAT(
      May<v1::RegisterDelegationRequest>(
          registrar_, absl::StrCat("parent: 'events/tibo' delegation { name: '", kursk_, "' }")),
      IsOk());
  EXPECT_THAT(May<v1::RegisterDelegationRequest>(registrar_,
                                                 "parent: 'events/tibo' delegation { organization: "
                                                 "'organizations/kursk' }"),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
}

TEST_P(AuthorizerTest, EveryRowOfABatchMustBeOnesOwn) {
  const auto batch = [&](const std::string& changes) {
    return May<v1::BatchChangeParticipantsRequest>(registrar_, "parent: 'events/tibo' " + changes);
  };
  const std::string own = absl::StrCat("changes { confirm { name: '", ours_, "' } } ");
  EXPECT_THAT(batch(own), IsOk());
  EXPECT_EQ(batch(absl::StrCat(own, "changes { confirm { name: '", theirs_, "' } }")),
            base::NotFound(theirs_));
  EXPECT_THAT(batch(absl::StrCat(own, "changes { register { participant { delegation: '", kursk_,
                                 "' } } }")),
              IsOk());
  EXPECT_THAT(batch(own + "changes { register { participant { category: '" + category_ + "' } } }"),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
  const absl::Status accept =
      batch(absl::StrCat(own, "changes { accept { name: '", ours_, "' } }"));
  EXPECT_THAT(accept, RefusedFor(ERROR_REASON_SECRETARIAT_ONLY));
  EXPECT_EQ(base::MetadataOf(accept)["field"], "changes[1].accept");
}

TEST_P(AuthorizerTest, WhatTheSecretariatSetsIsNotForOthersToSetOrClear) {
  const auto update = [&](const std::vector<Grant>& grants, const std::string& fields,
                          const std::string& mask) {
    return May<v1::UpdateParticipantRequest>(
        grants, absl::StrCat("participant { name: '", ours_, "' ", fields, " } ",
                             mask.empty() ? "" : absl::StrCat("update_mask { ", mask, " }")));
  };
  EXPECT_THAT(update(registrar_, "note: 'vegetarian'", ""), IsOk());
  const absl::Status refused = update(registrar_, "precedence: 1", "");
  EXPECT_THAT(refused, RefusedFor(ERROR_REASON_SECRETARIAT_ONLY));
  EXPECT_EQ(base::MetadataOf(refused)["field"], "participant.precedence");
  EXPECT_THAT(update(registrar_, "", "paths: 'precedence'"),
              RefusedFor(ERROR_REASON_SECRETARIAT_ONLY));
  EXPECT_THAT(update(registrar_, "", "paths: '*'"), RefusedFor(ERROR_REASON_SECRETARIAT_ONLY));
  // Sent back as it was read, and not named.
  EXPECT_THAT(update(registrar_, "precedence: 1", "paths: 'note'"), IsOk());
  EXPECT_THAT(update(manager_, "precedence: 1", ""), IsOk());
  const std::vector<Grant> officer = {{v1::ACCREDITATION_OFFICER, ""}};
  EXPECT_THAT(update(officer, "precedence: 1", ""), RefusedFor(ERROR_REASON_SECRETARIAT_ONLY));
}

TEST_P(AuthorizerTest, FilesAndLongWorkAreOfWhoeverBeganThem) {
  ASSERT_THAT(storage::WriteAndWait(forum_.store(), {std::string(files::kFilesKey)},
                                    [](storage::Tx& tx) {
                                      return tx.Run(
                                          {"INSERT INTO files (name, caller, is_complete, "
                                           "expire_us, body) VALUES ('files/list', "
                                           "'users/boris', 1, 0, '')",
                                           {},
                                           nullptr});
                                    }),
              IsOk());
  const std::vector<Grant> administrator = {{v1::ADMINISTRATOR, ""}};
  const std::string list = "name: 'files/list'";
  EXPECT_THAT(May<v1::GetFileRequest>(registrar_, list, "users/boris"), IsOk());
  EXPECT_EQ(May<v1::GetFileRequest>(registrar_, list), base::NotFound("files/list"));
  EXPECT_EQ(May<v1::GetFileRequest>(administrator, list), base::NotFound("files/list"));
  EXPECT_EQ(May<v1::GetFileRequest>(registrar_, "name: 'files/none'", "users/boris"),
            base::NotFound("files/none"));
  EXPECT_EQ(
      May<v1::ImportParticipantsRequest>(manager_, "parent: 'events/tibo' file: 'files/list'"),
      base::NotFound("files/list"));
  EXPECT_EQ(May<v1::ListImportRejectsRequest>(manager_, "parent: 'operations/none'"),
            base::NotFound("operations/none"));
  EXPECT_THAT(May<v1::ListImportRejectsRequest>(administrator, "parent: 'operations/none'"),
              IsOk());
}

TEST_P(AuthorizerTest, EverybodyLooksAfterThemselvesAlone) {
  const std::string token = "users/anna/tokens/abc";
  EXPECT_THAT(May<v1::GetUserRequest>({}, "name: 'users/anna'"), IsOk());
  EXPECT_THAT(May<v1::GetUserRequest>({}, "name: 'users/anna'", token), IsOk());
  EXPECT_THAT(May<v1::RevokeApiTokenRequest>({}, Forum::Named(token)), IsOk());
  for (const char* name : {"users/boris", "users/ann", "users/annabel"}) {
    EXPECT_EQ(May<v1::GetUserRequest>({}, Forum::Named(name)), base::NotFound(name));
    EXPECT_EQ(May<v1::SetPasswordRequest>({}, Forum::Named(name)), base::NotFound(name));
  }
  EXPECT_THAT(May<v1::ListApiTokensRequest>({}, "parent: 'users/-'"),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
  const std::vector<Grant> auditor = {{v1::AUDITOR, ""}};
  EXPECT_THAT(May<v1::ListApiTokensRequest>(auditor, "parent: 'users/-'"), IsOk());
  EXPECT_THAT(May<v1::SetPasswordRequest>(auditor, "name: 'users/boris'"),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
}

TEST_P(AuthorizerTest, AnEventManagerGivesRolesInTheEventToAnybody) {
  const auto bind = [&](const std::vector<Grant>& grants, const std::string& resource) {
    return May<v1::CreateRoleBindingRequest>(
        grants, absl::StrCat("role_binding { user: 'users/boris' role: VIEWER resource: '",
                             resource, "' }"));
  };
  EXPECT_THAT(bind(manager_, "events/tibo"), IsOk());
  EXPECT_THAT(bind(manager_, kursk_), IsOk());
  EXPECT_THAT(bind(manager_, ""), RefusedFor(ERROR_REASON_ROLE_REQUIRED));
  forum_.Event("", "other");
  EXPECT_EQ(bind(manager_, "events/other"), base::NotFound("events/other"));
  EXPECT_EQ(bind(manager_, "negotiations/gas"), base::NotFound("negotiations/gas"));
}

TEST_P(AuthorizerTest, BindingsAndLinksAreSeenWhereTheyCount) {
  const auto add = [&](const std::string& name, const std::string& resource) {
    v1::RoleBinding binding;
    binding.set_name(name);
    binding.set_user("users/boris");
    binding.set_role(v1::VIEWER);
    binding.set_resource(resource);
    return storage::WriteAndWait(
        forum_.store(), {std::string(storage::kAccessPartition)},
        [&](storage::Tx& tx) { return access::InsertBinding(tx, binding); });
  };
  ASSERT_THAT(add("roleBindings/here", kursk_), IsOk());
  ASSERT_THAT(add("roleBindings/all", ""), IsOk());
  EXPECT_THAT(May<v1::GetRoleBindingRequest>(manager_, "name: 'roleBindings/here'"), IsOk());
  EXPECT_THAT(May<v1::DeleteRoleBindingRequest>(manager_, "name: 'roleBindings/here'"), IsOk());
  for (const char* name : {"roleBindings/all", "roleBindings/none"}) {
    EXPECT_EQ(May<v1::GetRoleBindingRequest>(manager_, Forum::Named(name)), base::NotFound(name));
  }
  EXPECT_EQ(May<v1::GetRegistrationLinkRequest>(manager_, "name: 'registrationLinks/none'"),
            base::NotFound("registrationLinks/none"));
}

TEST_P(AuthorizerTest, TheRecordOfTheDirectoryIsForRolesOnTheInstallation) {
  EXPECT_THAT(May<v1::ListChangesRequest>(manager_, "parent: 'events/tibo'"), IsOk());
  EXPECT_THAT(May<v1::ListChangesRequest>(manager_, "parent: 'directory'"),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(May<v1::WatchChangesRequest>(registrar_, "parent: 'directory'"), IsOk());
}

TEST_P(AuthorizerTest, WhoHoldsARoleOnTheInstallationIsNotAskedAgain) {
  const Access manager({{v1::EVENT_MANAGER, ""}});
  EXPECT_EQ(Value(Authorizer::Make(MethodOf<v1::SubmitDelegationRequest>()))->For(manager),
            nullptr);
  EXPECT_NE(Value(Authorizer::Make(MethodOf<v1::GetFileRequest>()))->For(manager), nullptr);
}

// --- Refusals.

class VeilTest : public AuthorizerTest {
 protected:
  absl::Status Veiled(const std::vector<Grant>& grants, const absl::Status& refusal) {
    const Access access(grants);
    const storage::Call call = {"users/anna", "", "", &access};
    const auto authorizer = Value(Authorizer::Make(MethodOf<v1::ConfirmParticipantRequest>()));
    return storage::ReadAndWait(
        forum_.store(), [&](storage::Tx& tx) { return authorizer->Veil(tx, call, refusal); });
  }
  absl::Status AlreadyParticipates(const std::string& participant) {
    return base::Refuse(absl::StatusCode::kAlreadyExists,
                        v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES,
                        absl::StrCat("already takes part as ", participant, "; withdraw it"),
                        {{"participant", participant}, {"state", "CONFIRMED"}, {"row", "3"}});
  }
};
PLENARY_ON_EVERY_ENGINE(VeilTest);

TEST_P(VeilTest, ARefusalThatNamesWhatIsSeenStaysAsItIs) {
  const auto stays = [&](const std::vector<Grant>& grants, const absl::Status& refusal) {
    const absl::Status veiled = Veiled(grants, refusal);
    EXPECT_EQ(veiled.message(), refusal.message());
    EXPECT_EQ(base::MetadataOf(veiled), base::MetadataOf(refusal));
  };
  stays(registrar_, AlreadyParticipates(ours_));
  stays(manager_, AlreadyParticipates(theirs_));
}

TEST_P(VeilTest, OfWhatIsHiddenTheReasonAloneIsTold) {
  const absl::Status veiled = Veiled(registrar_, AlreadyParticipates(theirs_));
  EXPECT_THAT(veiled, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(veiled, RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
  EXPECT_EQ(base::MetadataOf(veiled), (base::Metadata{{"row", "3"}}));
  EXPECT_THAT(NamesIn(veiled.message()), IsEmpty());
}

TEST_P(VeilTest, RowsOfARefusedBatchAreVeiledToo) {
  const absl::Status batch = base::RefuseRows({{0, "changes[0]", AlreadyParticipates(ours_)},
                                               {1, "changes[1]", AlreadyParticipates(theirs_)}});
  const google::rpc::Status told = base::ToRpcStatus(Veiled(registrar_, batch));
  EXPECT_EQ(told.DebugString().find(theirs_), std::string::npos) << told.DebugString();
  EXPECT_NE(told.DebugString().find("changes[1]"), std::string::npos);
}

TEST_P(VeilTest, HowFullACategoryIsInTheWholeEventIsNotForOneDelegation) {
  const absl::Status full =
      base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_CATEGORY_LIMIT_REACHED,
                   "2 seats are left", {{"category", category_}, {"seatsLeft", "2"}});
  EXPECT_EQ(base::MetadataOf(Veiled(registrar_, full)), (base::Metadata{{"category", category_}}));
  EXPECT_EQ(base::MetadataOf(Veiled(manager_, full)), base::MetadataOf(full));
}

TEST_P(VeilTest, RefusalsInsideAnAnswerAreVeiled) {
  v1::BatchChangeParticipantsResponse response;
  *response.add_results()->mutable_error() = base::ToRpcStatus(AlreadyParticipates(theirs_));
  const Access access(registrar_);
  const storage::Call call = {"users/anna", "", "", &access};
  const auto authorizer = Value(Authorizer::Make(MethodOf<v1::BatchChangeParticipantsRequest>()));
  ASSERT_THAT(storage::ReadAndWait(
                  forum_.store(),
                  [&](storage::Tx& tx) { return authorizer->VeilAnswer(tx, call, response); }),
              IsOk());
  EXPECT_EQ(response.DebugString().find(theirs_), std::string::npos) << response.DebugString();
  EXPECT_THAT(base::FromRpcStatus(response.results(0).error()),
              RefusedFor(v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES));
}

TEST(NamesInTest, NamesAreFoundInsideSentences) {
  EXPECT_THAT(NamesIn("people/ab-1 takes part as events/e/participants/p; withdraw it"),
              ElementsAre("people/ab-1", "events/e/participants/p"));
  EXPECT_THAT(NamesIn("events/e."), ElementsAre("events/e"));
  EXPECT_THAT(NamesIn("must be a name like events/{event} and/or events/-"), IsEmpty());
  EXPECT_THAT(NamesIn("(users/anna/tokens/t)/files/f"),
              ElementsAre("users/anna/tokens/t", "files/f"));
  EXPECT_THAT(NamesIn("events/"), IsEmpty());
  EXPECT_THAT(NamesIn(""), IsEmpty());
}

// --- Changes.

TEST_P(AuthorizerTest, OfTheRecordEverybodyIsShownWhatTheySee) {
  const auto shown = [&](const std::vector<Grant>& grants, const std::string& partition) {
    std::vector<std::string> names;
    const Access access(grants);
    EXPECT_THAT(storage::ReadAndWait(
                    forum_.store(),
                    [&](storage::Tx& tx) -> absl::Status {
                      names.clear();
                      PLENARY_ASSIGN_OR_RETURN(const auto entries,
                                               storage::ReadChanges(tx, partition, 0, 1000));
                      PLENARY_ASSIGN_OR_RETURN(const std::vector<bool> visible,
                                               VisibleChanges(tx, access, "users/anna", entries));
                      for (size_t i = 0; i < entries.size(); ++i) {
                        if (visible[i]) names.push_back(entries[i].resource);
                      }
                      return absl::OkStatus();
                    }),
                IsOk());
    return names;
  };
  EXPECT_THAT(shown(registrar_, "events/tibo"),
              ElementsAre("events/tibo", "events/tibo", category_, kursk_, ours_));
  EXPECT_EQ(shown(manager_, "events/tibo").size(), 7);
  EXPECT_THAT(shown(registrar_, "directory"), ElementsAre("organizations/kursk", PersonOf(ours_)));
  EXPECT_EQ(shown(manager_, "directory").size(), 4);
}

TEST_P(AuthorizerTest, AChangeShownToOneDelegationTellsNothingOfTheOthers) {
  v1::Category category;
  category.set_name(category_);
  category.set_used(7);
  v1::Change change = Parse<v1::Change>(
      "number: 9 hash: 'h' transaction_id: 't' caller: 'users/boris' method: 'm' kind: UPDATED");
  change.set_resource_name(category_);
  change.mutable_resource()->PackFrom(category);
  const base::Access registrar(registrar_);
  HideFromNarrow(registrar, "users/anna", change);
  EXPECT_EQ(change.number(), 0);
  EXPECT_EQ(change.hash(), "");
  EXPECT_EQ(change.transaction_id(), "");
  EXPECT_EQ(change.caller(), "");
  EXPECT_EQ(change.method(), "");
  ASSERT_TRUE(change.resource().UnpackTo(&category));
  EXPECT_EQ(category.used(), 0);
  change.set_caller("users/anna");
  HideFromNarrow(registrar, "users/anna", change);
  EXPECT_EQ(change.caller(), "users/anna");
}

// --- Who can see.

TEST_P(AuthorizerTest, WhoCanSeeNamesEverybodyWithTheRolesThatLetThem) {
  const auto give = [&](const std::string& user, v1::Role role, const std::string& resource) {
    ASSERT_THAT(storage::WriteAndWait(
                    forum_.store(), {std::string(storage::kAccessPartition)},
                    [&](storage::Tx& tx) -> absl::Status {
                      PLENARY_ASSIGN_OR_RETURN(const auto found, access::FindUser(tx, user));
                      v1::User made;
                      made.set_name(user);
                      made.set_display_name(absl::StrCat("who is ", user));
                      if (!found) PLENARY_RETURN_IF_ERROR(access::InsertUser(tx, made));
                      v1::RoleBinding binding;
                      binding.set_name(absl::StrCat("roleBindings/", user.substr(6), "-",
                                                    static_cast<int>(role), "-", resource.size()));
                      binding.set_user(user);
                      binding.set_role(role);
                      binding.set_resource(resource);
                      return access::InsertBinding(tx, binding);
                    }),
                IsOk());
  };
  forum_.Event("", "other");
  give("users/anna", v1::REGISTRAR, kursk_);
  give("users/boris", v1::REGISTRAR, minsk_);
  give("users/clara", v1::AUDITOR, "");
  give("users/clara", v1::VIEWER, "events/tibo");
  give("users/dora", v1::EVENT_MANAGER, "events/other");
  const auto viewers = [&](const std::string& name, const Access* asking) {
    std::vector<std::string> told;
    const storage::Call call = {"users/clara", "", "", asking};
    const auto answer =
        storage::ReadAndWait(forum_.store(), call, Onlookers(), &Onlookers::WhoCanSee,
                             Parse<v1::WhoCanSeeRequest>(Forum::Named(name)));
    EXPECT_THAT(answer, IsOk());
    for (const auto& viewer : answer->viewers()) {
      std::string roles;
      for (const v1::HeldRole& role : viewer.roles()) {
        absl::StrAppend(&roles, " ", v1::Role_Name(role.role()), "@", role.resource());
      }
      told.push_back(viewer.caller() + roles);
    }
    return told;
  };
  EXPECT_THAT(viewers(kursk_, nullptr),
              ElementsAre("users/anna REGISTRAR@events/tibo/delegations/kursk",
                          "users/clara VIEWER@events/tibo AUDITOR@"));
  EXPECT_THAT(viewers(theirs_, nullptr),
              ElementsAre("users/boris REGISTRAR@events/tibo/delegations/minsk",
                          "users/clara VIEWER@events/tibo AUDITOR@"));
  EXPECT_THAT(viewers(PersonOf(ours_), nullptr),
              ElementsAre("users/anna REGISTRAR@events/tibo/delegations/kursk",
                          "users/clara VIEWER@events/tibo AUDITOR@",
                          "users/dora EVENT_MANAGER@events/other"));
  // Who manages one event is not told of roles in another.
  const Access manager(manager_);
  EXPECT_THAT(viewers(PersonOf(ours_), &manager),
              ElementsAre("users/anna REGISTRAR@events/tibo/delegations/kursk",
                          "users/clara VIEWER@events/tibo AUDITOR@"));
}

TEST_P(AuthorizerTest, NobodyCanSeeWhatDoesNotExist) {
  const storage::Call call = {"users/clara", "", "", nullptr};
  for (const char* name :
       {"events/none", "events/tibo/delegations/none", "events/tibo/participants/none",
        "events/tibo/projects/none", "people/none", "organizations/none"}) {
    EXPECT_EQ(storage::ReadAndWait(forum_.store(), call, Onlookers(), &Onlookers::WhoCanSee,
                                   Parse<v1::WhoCanSeeRequest>(Forum::Named(name)))
                  .status(),
              base::NotFound(name));
  }
}

}  // namespace
}  // namespace plenary::server
