// Positions, over every engine: for whoever is cleared for them; for anybody else they are not
// there.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "tests/testing/negotiations.h"
#include "tests/testing/race.h"

namespace plenary::negotiations {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::EqualsProto;
using ::plenary::testing::IsOk;
using ::plenary::testing::NegotiationForum;
using ::plenary::testing::Race;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::Value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAreArray;
using Room = NegotiationForum::Negotiations;

class PositionsTest : public testing::NegotiationTest {
 protected:
  PositionsTest() {
    negotiation_ = forum_.Negotiation("kursk");
    topic_ = forum_.Topic(negotiation_, "edo");
  }
  static std::string Named(const std::string& name, const std::string& rest = "") {
    return NegotiationForum::Named(name, rest);
  }
  void Be(const base::Access& access) { forum_.ActAs("users/somebody", &access); }
  void BeTheProgram() { forum_.ActAs("local", nullptr); }

  absl::StatusOr<v1::Position> Get(const std::string& name) {
    return forum_.Ask(&Room::GetPosition, Named(name));
  }
  std::vector<std::string> Listed(const std::string& rest = "") { return ListedIn(topic_, rest); }
  std::vector<std::string> ListedIn(const std::string& parent, const std::string& rest = "") {
    std::vector<std::string> names;
    std::string token;
    do {
      const auto page = Value(forum_.Ask(
          &Room::ListPositions,
          absl::StrCat("parent: '", parent, "' page_size: 2 page_token: '", token, "' ", rest)));
      for (const v1::Position& each : page.positions()) names.push_back(each.name());
      token = page.next_page_token();
    } while (!token.empty());
    return names;
  }
  std::vector<v1::Position> Revisions(const std::string& name) {
    const auto page =
        Value(forum_.Ask(&Room::ListPositionRevisions, absl::StrCat("parent: '", name, "'")));
    EXPECT_THAT(page.next_page_token(), IsEmpty());
    return {page.revisions().begin(), page.revisions().end()};
  }

  std::string negotiation_;
  std::string topic_;
  const base::Access official_{{{v1::NEGOTIATOR, ""}}};
  const base::Access confidential_ =
      base::Access({{v1::NEGOTIATOR, ""}}).ClearedFor(v1::CONFIDENTIAL);
  const base::Access secret_ = base::Access({{v1::NEGOTIATOR, ""}}).ClearedFor(v1::SECRET);
};
PLENARY_ON_EVERY_ENGINE(PositionsTest);

TEST_P(PositionsTest, APositionIsReadAsItWasWritten) {
  const v1::Position position = Value(forum_.AddPosition(
      topic_, "We want it", "CONFIDENTIAL", "texts { language: 'ru' text: 'Мы хотим этого' }"));
  EXPECT_EQ(position.revision(), 1);
  EXPECT_THAT(Value(Get(position.name())), EqualsProto(position));
  EXPECT_EQ(Value(forum_.Do(&Room::CreatePosition,
                            absl::StrCat("parent: '", topic_,
                                         "' position { side: THEIRS "
                                         "texts { language: 'en' text: 'They do not' } }")))
                .classification(),
            v1::OFFICIAL);
}

TEST_P(PositionsTest, APositionSaysWhoseItIsAndSomethingOfIt) {
  EXPECT_THAT(BadFields(forum_.Do(&Room::CreatePosition,
                                  absl::StrCat("parent: '", topic_, "' position { }"))),
              ElementsAre("position.side", "position.texts"));
  EXPECT_THAT(forum_.AddPosition(topic_, "x", "OFFICIAL", "organization: 'organizations/none'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(BadFields(forum_.AddPosition(topic_, "x", "OFFICIAL",
                                           "round: 'negotiations/other/rounds/one'")),
              ElementsAre("position.round"));
}

TEST_P(PositionsTest, EverybodyReadsAsFarAsTheyAreCleared) {
  const std::string open = forum_.Position(topic_, "Open");
  const std::string close = forum_.Position(topic_, "Close", "CONFIDENTIAL");
  const std::string dark = forum_.Position(topic_, "Dark", "SECRET");
  const std::vector<std::pair<const base::Access*, std::vector<std::string>>> readers = {
      {&official_, {open}}, {&confidential_, {open, close}}, {&secret_, {open, close, dark}}};
  for (const auto& [access, readable] : readers) {
    Be(*access);
    EXPECT_THAT(Listed(), UnorderedElementsAreArray(readable));
    EXPECT_THAT(ListedIn(absl::StrCat(negotiation_, "/topics/-")),
                UnorderedElementsAreArray(readable));
    for (const std::string& name : {open, close, dark}) {
      const bool reads = std::find(readable.begin(), readable.end(), name) != readable.end();
      const auto got = Get(name);
      if (reads) {
        EXPECT_THAT(got, IsOk());
      } else {
        EXPECT_EQ(got.status(), base::NotFound(name));
      }
    }
    const auto briefing = Value(forum_.Ask(&Room::GetBriefing, Named(negotiation_)));
    EXPECT_THAT(briefing.topics(0).positions(), SizeIs(readable.size()));
  }
}

TEST_P(PositionsTest, WhoSeesNothingOfANegotiationListsNoneOfItsPositions) {
  forum_.Position(topic_, "Open");
  const std::string all = absl::StrCat("parent: '", negotiation_, "/topics/-'");
  const base::Access focal_point({{v1::REGISTRAR, "events/tibo/delegations/kursk"}});
  Be(focal_point);
  EXPECT_EQ(forum_.Ask(&Room::ListPositions, all).status(), base::NotFound(negotiation_));
  const base::Access elsewhere({{v1::NEGOTIATOR, "negotiations/other"}});
  Be(elsewhere);
  EXPECT_EQ(forum_.Ask(&Room::ListPositions, all).status(), base::NotFound(negotiation_));
}

TEST_P(PositionsTest, NoFilterOrderOrPageTellsOfWhatIsAboveTheReader) {
  for (int i = 0; i < 5; ++i) {
    forum_.Position(topic_, "Dark", "SECRET");
    forum_.Position(topic_, "Open");
  }
  Be(official_);
  for (const char* rest :
       {"", "order_by: 'create_time desc'", "show_deleted: true", "filter: 'side = OURS'",
        "filter: 'NOT classification = SECRET'", "filter: 'classification = OFFICIAL'"}) {
    EXPECT_THAT(Listed(rest), SizeIs(5)) << rest;
  }
  EXPECT_THAT(Listed("filter: 'classification = SECRET'"), IsEmpty());
  // Pages are as long as they were asked to be, whatever lies between.
  const auto page =
      Value(forum_.Ask(&Room::ListPositions, absl::StrCat("parent: '", topic_, "' page_size: 3")));
  EXPECT_THAT(page.positions(), SizeIs(3));
}

TEST_P(PositionsTest, WhoIsNotClearedCanDoNothingWithAPosition) {
  const std::string name = forum_.Position(topic_, "Dark", "SECRET");
  Be(confidential_);
  const absl::Status missing = base::NotFound(name);
  EXPECT_EQ(Get(name).status(), missing);
  EXPECT_EQ(forum_.UpdatePosition(name, "side: THEIRS").status(), missing);
  EXPECT_EQ(forum_.UpdatePosition(name, "side: THEIRS etag: 'r9'").status(), missing);
  EXPECT_EQ(forum_.UpdatePosition(name, "side: THEIRS", "validate_only: true").status(), missing);
  EXPECT_EQ(forum_.Do(&Room::DeletePosition, Named(name)).status(), missing);
  EXPECT_EQ(forum_.Do(&Room::UndeletePosition, Named(name)).status(), missing);
  EXPECT_EQ(forum_.Ask(&Room::ListPositionRevisions, absl::StrCat("parent: '", name, "'")).status(),
            missing);
  BeTheProgram();
  EXPECT_THAT(Value(Get(name)).etag(), "r1");
}

TEST_P(PositionsTest, NobodyWritesWhatTheyCouldNotRead) {
  Be(confidential_);
  EXPECT_THAT(forum_.AddPosition(topic_, "Dark", "SECRET"),
              RefusedFor(v1::ERROR_REASON_CLEARANCE_REQUIRED));
  const std::string name = forum_.Position(topic_, "Close", "CONFIDENTIAL");
  EXPECT_THAT(forum_.UpdatePosition(name, "classification: SECRET"),
              RefusedFor(v1::ERROR_REASON_CLEARANCE_REQUIRED));
  EXPECT_THAT(forum_.UpdatePosition(name, "classification: OFFICIAL"), IsOk());
}

TEST_P(PositionsTest, EachRevisionKeepsTheClassificationItHad) {
  const std::string name = forum_.Position(topic_, "First", "SECRET");
  Value(forum_.UpdatePosition(name, "classification: OFFICIAL texts { language: 'en' text: 'B' }",
                              "update_mask { paths: 'classification' paths: 'texts' }"));
  const v1::Position third = Value(forum_.UpdatePosition(name, "texts { language: 'en' text: 'C' }",
                                                         "update_mask { paths: 'texts' }"));
  EXPECT_EQ(third.revision(), 3);
  EXPECT_THAT(Revisions(name), SizeIs(3));
  Be(official_);
  const auto revisions = Revisions(name);
  ASSERT_THAT(revisions, SizeIs(2));
  EXPECT_EQ(revisions[0].revision(), 2);
  EXPECT_EQ(revisions[0].texts(0).text(), "B");
  EXPECT_THAT(revisions[1], EqualsProto(third));
}

TEST_P(PositionsTest, RaisingTheClassificationHidesThePositionWithItsPast) {
  const std::string name = forum_.Position(topic_, "First");
  Value(forum_.UpdatePosition(name, "classification: SECRET"));
  Be(official_);
  EXPECT_EQ(Get(name).status(), base::NotFound(name));
  EXPECT_EQ(forum_.Ask(&Room::ListPositionRevisions, absl::StrCat("parent: '", name, "'")).status(),
            base::NotFound(name));
  EXPECT_THAT(Listed(), IsEmpty());
}

TEST_P(PositionsTest, ASaveOnAnOldRevisionReturnsTheNewerOne) {
  const std::string name = forum_.Position(topic_, "First");
  const v1::Position second = Value(forum_.UpdatePosition(name, "side: THEIRS etag: 'r1'"));
  const auto refused = forum_.UpdatePosition(name, "side: OURS etag: 'r1'");
  EXPECT_THAT(refused, RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
  v1::Position attached;
  const google::rpc::Status told = base::ToRpcStatus(refused.status());
  for (const auto& detail : told.details()) {
    if (detail.UnpackTo(&attached)) break;
  }
  EXPECT_THAT(attached, EqualsProto(second));
}

TEST_P(PositionsTest, OfSeveralSavesAtOnceOnOneRevisionExactlyOneCounts) {
  const std::string name = forum_.Position(topic_, "First");
  std::vector<absl::Status> answers(4);
  Race(4, [&](int i) {
    answers[static_cast<size_t>(i)] =
        forum_
            .UpdatePosition(name,
                            absl::StrCat("texts { language: 'en' text: 'By ", i, "' } etag: 'r1'"),
                            "update_mask { paths: 'texts' }")
            .status();
  });
  int won = 0;
  for (const absl::Status& answer : answers) {
    if (answer.ok()) {
      ++won;
    } else {
      EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
    }
  }
  EXPECT_EQ(won, 1);
  EXPECT_THAT(Revisions(name), SizeIs(2));
}

TEST_P(PositionsTest, APositionIsDeletedWithItsTopicAndComesBackWithIt) {
  const std::string name = forum_.Position(topic_, "First");
  const std::string all = absl::StrCat(negotiation_, "/topics/-");
  Value(forum_.Do(&Room::DeletePosition, Named(name)));
  EXPECT_THAT(Listed(), IsEmpty());
  EXPECT_THAT(Listed("show_deleted: true"), ElementsAre(name));
  EXPECT_THAT(forum_.UpdatePosition(name, "side: THEIRS"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  const v1::Position back = Value(forum_.Do(&Room::UndeletePosition, Named(name)));
  EXPECT_EQ(back.revision(), 1);
  EXPECT_THAT(forum_.Do(&Room::UndeletePosition, Named(name)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_DELETED));
  Value(forum_.Do(&Room::DeleteTopic, Named(topic_)));
  EXPECT_THAT(ListedIn(all), IsEmpty());
  EXPECT_THAT(forum_.UpdatePosition(name, "side: THEIRS"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  EXPECT_THAT(forum_.AddPosition(topic_, "Second"), RefusedFor(v1::ERROR_REASON_RESOURCE_DELETED));
  Value(forum_.Do(&Room::UndeleteTopic, Named(topic_)));
  EXPECT_THAT(ListedIn(all), ElementsAre(name));
}

}  // namespace
}  // namespace plenary::negotiations
