// What keeps an organization in the directory.
#include "services/indicators/directory_references.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/delegations/consequences.h"
#include "services/directory/service.h"
#include "tests/testing/indicators.h"

namespace plenary::indicators {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using Directory = directory::DirectoryService;

class DirectoryReferencesTest : public testing::IndicatorTest {
 protected:
  absl::Status DeleteOrganization(const std::string& name) {
    const storage::Call call = {"local", "DeleteOrganization", ""};
    return storage::ChangeAndWait(
               forum_.store(), forum_.random(), call, directory_, &Directory::DeleteOrganization,
               testing::Parse<v1::DeleteOrganizationRequest>(absl::StrCat("name: '", name, "'")))
        .status();
  }
  void ExpectBlockedBy(const std::string& blocker, const std::string& organization) {
    const absl::Status refused = DeleteOrganization(organization);
    EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_RESOURCE_IN_USE));
    EXPECT_EQ(base::MetadataOf(refused)["blockedBy"], blocker);
  }

  delegations::Consequences consequences_{forum_.attendances()};
  DirectoryReferences references_{consequences_};
  const Directory directory_{forum_.sealer(), references_, testing::TestVault()};
};
PLENARY_ON_EVERY_ENGINE(DirectoryReferencesTest);

TEST_P(DirectoryReferencesTest, AnOrganizationStaysWhileAFigureIsItsOwn) {
  const std::string park = forum_.Organization("park");
  const std::string figure =
      Value(calls_.Add(absl::StrCat("organization: '", park, "' value: '120'"))).name();
  ExpectBlockedBy(figure, park);
}

TEST_P(DirectoryReferencesTest, AnOrganizationStaysWhileAResultIsBetweenItAndOthers) {
  const std::string kursk = forum_.Organization("kursk");
  const std::string result =
      Value(calls_.CreateResult("contract", absl::StrCat("parties: '", kursk, "'"))).name();
  ExpectBlockedBy(result, kursk);
  Value(calls_.Do(&IndicatorService::DeleteResult, absl::StrCat("name: '", result, "'")));
  EXPECT_THAT(DeleteOrganization(kursk), IsOk());
}

TEST_P(DirectoryReferencesTest, WhatOthersStandOnIsAskedFirst) {
  const std::string event = forum_.Event();
  const std::string delegation = forum_.Delegation("kursk", "", event);
  ExpectBlockedBy(delegation, "organizations/kursk");
  EXPECT_THAT(DeleteOrganization(forum_.Organization("alone")), IsOk());
}

}  // namespace
}  // namespace plenary::indicators
