// What a method may declare of who may call it, and what is told before its request is read.
#include "services/server/method_access.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "google/longrunning/operations.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/events.pb.h"
#include "services/base/errors.h"
#include "tests/testing/matchers.h"

namespace plenary::server {
namespace {

using base::Access;
using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using v1::ERROR_REASON_ROLE_REQUIRED;

constexpr char kEvent[] = "events/forum";
constexpr char kKursk[] = "events/forum/delegations/kursk";

// A service with one method whose options are `options` in text form.
class Declared {
 public:
  explicit Declared(const std::string& options) {
    google::protobuf::FileDescriptorProto file;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        absl::StrCat(R"(name: "some.proto" package: "some" syntax: "proto3"
                        message_type {
                          name: "Thing"
                          field { name: "name" number: 1 type: TYPE_STRING }
                          field { name: "count" number: 2 type: TYPE_INT32 }
                          field { name: "tags" number: 3 type: TYPE_STRING label: LABEL_REPEATED }
                        }
                        message_type {
                          name: "Request"
                          field { name: "thing" number: 1 type: TYPE_MESSAGE type_name: ".some.Thing" }
                        }
                        service {
                          name: "Things"
                          method {
                            name: "Do" input_type: ".some.Request" output_type: ".some.Thing"
                            options { )",
                     options, " } } }"),
        &file));
    method_ = pool_.BuildFile(file)->service(0)->method(0);
  }
  absl::Status Check() const { return MethodRules::Of(*method_).status(); }

 private:
  google::protobuf::DescriptorPool pool_;
  const google::protobuf::MethodDescriptor* method_ = nullptr;
};

MethodRules RulesOf(const google::protobuf::FileDescriptor& file, const std::string& verb) {
  return *MethodRules::Of(*file.service(0)->FindMethodByName(verb));
}
MethodRules OfDelegations(const std::string& verb) {
  return RulesOf(*v1::Delegation::descriptor()->file(), verb);
}

TEST(MethodAccessTest, EveryMethodMustSayWhoMayCallItInAWayThatCanBeHeldTo) {
  const struct {
    const char* label;
    const char* options;
    bool is_fine;
  } cases[] = {
      {"nothing", "", false},
      {"everybody", "[plenary.v1.access] { reach: EVERYBODY }", true},
      {"signed in", "[plenary.v1.access] { reach: SIGNED_IN }", true},
      {"no reach", "[plenary.v1.access] { roles: AUDITOR }", false},
      {"no role", "[plenary.v1.access] { reach: INSTALLATION }", false},
      {"a role", "[plenary.v1.access] { reach: INSTALLATION roles: AUDITOR }", true},
      {"any role and one", "[plenary.v1.access] { reach: ANYWHERE any_role: true roles: AUDITOR }",
       false},
      {"roles for everybody", "[plenary.v1.access] { reach: EVERYBODY roles: AUDITOR }", false},
      {"on nothing", "[plenary.v1.access] { reach: RESOURCE any_role: true }", false},
      {"on a name", "[plenary.v1.access] { reach: RESOURCE any_role: true on: 'thing.name' }",
       true},
      {"on what isn't there",
       "[plenary.v1.access] { reach: RESOURCE any_role: true on: 'thing.title' }", false},
      {"on a number", "[plenary.v1.access] { reach: RESOURCE any_role: true on: 'thing.count' }",
       false},
      {"on a list", "[plenary.v1.access] { reach: RESOURCE any_role: true on: 'thing.tags' }",
       false},
      {"on a message", "[plenary.v1.access] { reach: RESOURCE any_role: true on: 'thing' }", false},
      {"otherwise on what isn't there",
       "[plenary.v1.access] { reach: SELF roles: AUDITOR on: 'thing.name' otherwise: 'parent' }",
       false},
      {"on a name, installation wide",
       "[plenary.v1.access] { reach: INSTALLATION roles: AUDITOR on: 'thing.name' }", false},
  };
  for (const auto& [label, options, is_fine] : cases) {
    const absl::Status status = Declared(options).Check();
    EXPECT_EQ(status.ok(), is_fine) << label << ": " << status;
    EXPECT_EQ(absl::IsInternal(status), !is_fine) << label;
  }
}

TEST(MethodAccessTest, ARoleOfTheWrongKindIsToldBeforeTheRequestIsRead) {
  const MethodRules rules = OfDelegations("ApproveDelegation");
  EXPECT_THAT(rules.CheckStatically(Access({{v1::EVENT_MANAGER, kEvent}}), "users/anna"), IsOk());
  const absl::Status refused =
      rules.CheckStatically(Access({{v1::REGISTRAR, kKursk}, {v1::VIEWER, ""}}), "users/anna");
  EXPECT_THAT(refused, RefusedFor(ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(base::MetadataOf(refused)["roles"], "EVENT_MANAGER,ADMINISTRATOR");
}

TEST(MethodAccessTest, WhatIsOfTheInstallationTakesARoleBoundOnIt) {
  const MethodRules rules = RulesOf(*v1::Event::descriptor()->file(), "CreateEvent");
  EXPECT_THAT(rules.CheckStatically(Access({{v1::EVENT_MANAGER, kEvent}}), "users/anna"),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(rules.CheckStatically(Access({{v1::EVENT_MANAGER, ""}}), "users/anna"), IsOk());
}

TEST(MethodAccessTest, ACredentialThatOnlyReadsChangesNothing) {
  const Access reader({{v1::EVENT_MANAGER, ""}}, /*read_only=*/true);
  EXPECT_THAT(OfDelegations("GetDelegation").CheckStatically(reader, "users/anna"), IsOk());
  EXPECT_THAT(OfDelegations("ApproveDelegation").CheckStatically(reader, "users/anna"),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
}

TEST(MethodAccessTest, WithoutAnyRoleOneSeesOnlyOneself) {
  const Access nothing({});
  EXPECT_THAT(OfDelegations("GetDelegation").CheckStatically(nothing, "users/anna"),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
  const auto& file = *v1::User::descriptor()->file();
  EXPECT_THAT(RulesOf(file, "WhoAmI").CheckStatically(nothing, "users/anna"), IsOk());
  EXPECT_THAT(RulesOf(file, "GetUser").CheckStatically(nothing, "users/anna"), IsOk());
  // A registration link is nobody's.
  EXPECT_THAT(RulesOf(file, "GetUser").CheckStatically(Access({{v1::REGISTRAR, kKursk}}), ""),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
}

TEST(MethodAccessTest, LongWorkIsLookedAtByWhoeverHasARole) {
  const auto& file = *google::longrunning::Operation::descriptor()->file();
  const Access reader({{v1::VIEWER, kEvent}}, /*read_only=*/true);
  EXPECT_THAT(RulesOf(file, "GetOperation").CheckStatically(reader, "users/anna"), IsOk());
  EXPECT_THAT(RulesOf(file, "CancelOperation").CheckStatically(reader, "users/anna"),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(RulesOf(file, "GetOperation").CheckStatically(Access({}), "users/anna"),
              RefusedFor(ERROR_REASON_ROLE_REQUIRED));
}

}  // namespace
}  // namespace plenary::server
