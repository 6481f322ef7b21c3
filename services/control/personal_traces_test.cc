// What goes of the items of somebody who is erased, and what stays.
#include "services/control/personal_traces.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/delegations/personal_participations.h"
#include "services/personal_data/service.h"
#include "services/storage/change_log.h"
#include "tests/testing/control.h"

namespace plenary::control {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::kPaper;
using ::plenary::testing::Value;
using Control = testing::ControlForum::Control;
using Personal = personal_data::PersonalDataService;

class ControlTracesTest : public testing::ControlTest {
 protected:
  void Erase(const std::string& person) {
    const storage::Call call = {"users/officer", "ErasePerson", ""};
    Value(storage::ChangeAndWait(forum_.store(), forum_.random(), call, personal_,
                                 &Personal::ErasePerson,
                                 testing::Parse<v1::ErasePersonRequest>(
                                     absl::StrCat("name: '", person, "' reason: 'asked for it'"))));
  }
  // Whether the change log still holds `text`.
  bool LogHolds(const std::string& text) {
    bool holds = false;
    EXPECT_THAT(
        storage::ReadAndWait(forum_.store(),
                             [&](storage::Tx& tx) -> absl::Status {
                               PLENARY_ASSIGN_OR_RETURN(
                                   const auto entries,
                                   storage::ReadChanges(tx, storage::kControlPartition, 0, 1000));
                               for (const auto& entry : entries) {
                                 holds = holds || absl::StrContains(entry.payload, text);
                               }
                               return absl::OkStatus();
                             }),
        IsOk());
    return holds;
  }

  delegations::PersonalParticipations participations_;
  PersonalTraces traces_{participations_};
  const Personal personal_{forum_.sealer(), testing::TestVault(), traces_};
};
PLENARY_ON_EVERY_ENGINE(ControlTracesTest);

TEST_P(ControlTracesTest, WhatWasWrittenAboutTheirWorkGoesAndWhatTheyReportedStays) {
  const std::string item = forum_.Item("note: 'he is often ill'");
  Value(forum_.UpdateItem(item, "note: 'he is never there'"));
  Value(forum_.AskForTime(item, "2023-09-30"));
  Value(forum_.Acknowledge(item));
  Value(forum_.Report(item, "DONE", kPaper));
  Value(forum_.ReturnItem(item));
  Erase(forum_.Who("boris"));
  const v1::ActionItem left = forum_.GetItem(item);
  EXPECT_EQ(left.lead().person(), forum_.Who("boris"));
  EXPECT_EQ(left.state(), v1::ActionItem::RETURNED);
  EXPECT_EQ(left.note(), "");
  EXPECT_EQ(left.step_note(), "");
  const auto extensions =
      Value(forum_.Ask(&Control::ListExtensions, absl::StrCat("parent: '", item, "'")));
  EXPECT_EQ(extensions.extensions(0).reason(), "");
  EXPECT_EQ(extensions.extensions(0).new_due_date(), "2023-09-30");
  for (const char* words :
       {"he is often ill", "he is never there", "The annex is missing", "The other side is late"}) {
    EXPECT_FALSE(LogHolds(words)) << words;
  }
  const auto reports =
      Value(forum_.Ask(&Control::ListActionReports, absl::StrCat("parent: '", item, "'")));
  EXPECT_EQ(reports.action_reports(0).text(), "As agreed");
}

TEST_P(ControlTracesTest, ItemsOfOthersStayAsTheyAre) {
  const std::string item = forum_.Item("note: 'soon'");
  Erase(forum_.Who("ilya"));
  EXPECT_EQ(forum_.GetItem(item).note(), "soon");
  EXPECT_TRUE(LogHolds("soon"));
}

}  // namespace
}  // namespace plenary::control
