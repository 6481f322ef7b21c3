#include "services/audit/anchor.h"

#include <sys/stat.h>

#include <fstream>
#include <string>
#include <vector>

#include "google/protobuf/util/json_util.h"
#include "tests/testing/chains.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::audit {
namespace {

using plenary::testing::IsOk;
using plenary::testing::StatusIs;
using plenary::testing::TestVault;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class AnchorTest : public plenary::testing::ChainsTest {
 protected:
  void SignWhenDue(absl::Duration interval = absl::Hours(1)) {
    EXPECT_THAT(SignHeadsWhenDue(*store_, clock_, random_, TestVault(), interval), IsOk());
  }
  // Of what is signed at the same instant none is the older one.
  v1::SignedHeads Sign() {
    clock_.Advance(absl::Seconds(1));
    return ChainsTest::Sign();
  }
  // Names of what was signed so far, oldest first.
  std::vector<std::string> Signed() {
    std::vector<std::string> names;
    const auto listed = storage::ReadAndWait(*store_, Auditor("ListSignedHeads"), service_,
                                             &AuditService::ListSignedHeads, {});
    EXPECT_THAT(listed, IsOk());
    for (const v1::SignedHeads& heads : listed->signed_heads()) {
      EXPECT_TRUE(IsSignedWith(heads, Keys()));
      names.insert(names.begin(), heads.name());
    }
    return names;
  }
  // Names of what the file has, in its order; "?" for a line that is none.
  std::vector<std::string> Anchored() {
    std::vector<std::string> names;
    std::ifstream file(path_);
    for (std::string line; std::getline(file, line);) {
      v1::SignedHeads heads;
      const bool is_read = google::protobuf::util::JsonStringToMessage(line, &heads).ok();
      names.push_back(is_read ? heads.name() : "?");
      EXPECT_EQ(is_read, IsSignedWith(heads, Keys()));
    }
    return names;
  }

  const plenary::testing::TemporaryFolder folder_;
  const std::string path_ = folder_ / "anchors";
};
INSTANTIATE_TEST_SUITE_P(Engines, AnchorTest, ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(AnchorTest, HeadsAreSignedEveryHourInWhichSomethingChanged) {
  SignWhenDue();
  EXPECT_THAT(Signed(), IsEmpty());
  Append("events/a", 3);
  SignWhenDue();
  EXPECT_THAT(Signed(), IsEmpty());
  clock_.Advance(absl::Hours(1));
  SignWhenDue();
  EXPECT_THAT(Signed(), SizeIs(1));
  // Nothing but that entry is new.
  clock_.Advance(absl::Hours(5));
  SignWhenDue();
  EXPECT_THAT(Signed(), SizeIs(1));
  Append("events/a", 1);
  SignWhenDue();
  EXPECT_THAT(Signed(), SizeIs(2));
  Append("events/b", 1);
  SignWhenDue();
  EXPECT_THAT(Signed(), SizeIs(2));
  EXPECT_THAT(Verify().faults(), IsEmpty());
}

TEST_P(AnchorTest, WhatIsSignedOnRequestCountsForTheHour) {
  Append("events/a", 3);
  clock_.Advance(absl::Hours(1));
  Sign();
  Append("events/a", 3);
  SignWhenDue();
  EXPECT_THAT(Signed(), SizeIs(1));
}

TEST_P(AnchorTest, NothingIsSignedByItselfWithoutAnIntervalOrAKey) {
  Append("events/a", 3);
  clock_.Advance(absl::Hours(100));
  SignWhenDue(absl::InfiniteDuration());
  const vault::Vault without_keys;
  EXPECT_THAT(SignHeadsWhenDue(*store_, clock_, random_, without_keys, absl::Hours(1)), IsOk());
  EXPECT_THAT(Signed(), IsEmpty());
}

TEST_P(AnchorTest, TheFileHasEverySignedHeadsOnceAndIsForItsOwnerAlone) {
  AnchorFile file(path_);
  EXPECT_THAT(file.CatchUp(*store_), IsOk());
  for (int i = 0; i < 3; ++i) {
    Sign();
    EXPECT_THAT(file.CatchUp(*store_), IsOk());
    EXPECT_THAT(file.CatchUp(*store_), IsOk());
  }
  EXPECT_EQ(Anchored(), Signed());
  struct stat about = {};
  ASSERT_EQ(stat(path_.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600);
}

TEST_P(AnchorTest, AServerThatStartsAgainWritesWhatIsMissing) {
  Sign();
  EXPECT_THAT(AnchorFile(path_).CatchUp(*store_), IsOk());
  Sign();
  Sign();
  EXPECT_THAT(AnchorFile(path_).CatchUp(*store_), IsOk());
  EXPECT_EQ(Anchored(), Signed());
}

TEST_P(AnchorTest, ALineThatBrokeOffIsWrittenAgain) {
  const std::string first = Sign().name();
  EXPECT_THAT(AnchorFile(path_).CatchUp(*store_), IsOk());
  const std::string second = Sign().name();
  std::ofstream(path_, std::ios::app) << "{\"name\":\"auditHe";
  EXPECT_THAT(AnchorFile(path_).CatchUp(*store_), IsOk());
  EXPECT_THAT(Anchored(), ElementsAre(first, "?", second));
}

TEST_P(AnchorTest, AFileThatCannotBeWrittenIsToldAndTriedAgain) {
  Sign();
  AnchorFile file(folder_ / "missing/anchors");
  EXPECT_THAT(file.CatchUp(*store_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(file.CatchUp(*store_), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_P(AnchorTest, WithoutAPathThereIsNoFile) {
  Sign();
  EXPECT_THAT(AnchorFile("").CatchUp(*store_), IsOk());
}

}  // namespace
}  // namespace plenary::audit
