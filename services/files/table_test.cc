#include "services/files/table.h"

#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/base/errors.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"
#include "tests/testing/vault.h"

namespace plenary::files {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::TestVault;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kName[] = "files/list";

// Bytes that differ from place to place.
std::string Bytes(int64_t size) {
  std::string bytes;
  bytes.reserve(static_cast<size_t>(size));
  for (int64_t i = 0; i < size; ++i) bytes.push_back(static_cast<char>(i * 31 + i / 977));
  return bytes;
}

class FilesTableTest : public ::testing::TestWithParam<std::string> {
 protected:
  absl::Status Write(storage::Body body) {
    return storage::WriteAndWait(*store_, {std::string(kFilesKey)}, std::move(body));
  }
  absl::Status Flush(FileWriter& writer) {
    return Write([&](storage::Tx& tx) { return writer.Flush(tx); });
  }
  absl::StatusOr<v1::File> Complete(FileWriter& writer) {
    v1::File file;
    const absl::Status status = Write([&](storage::Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(file, writer.Complete(tx));
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
    return file;
  }
  // A file that is there.
  v1::File Make(const std::string& name, const std::string& bytes) {
    FileWriter writer(TestVault(), name, "list.csv", "local");
    writer.Add(bytes);
    return Complete(writer).value();
  }
  absl::optional<v1::File> Find(const std::string& name) {
    absl::optional<v1::File> file;
    EXPECT_THAT(storage::ReadAndWait(*store_,
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(file, FindFile(tx, name));
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return file;
  }
  std::string ReadPart(const std::string& name, int64_t offset, int64_t size) {
    std::string part;
    EXPECT_THAT(storage::ReadAndWait(*store_,
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(
                                           part, ReadFilePart(tx, TestVault(), name, offset, size));
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return part;
  }
  std::vector<std::string> Expired() {
    std::vector<std::string> names;
    EXPECT_THAT(storage::ReadAndWait(*store_,
                                     [&](storage::Tx& tx) {
                                       PLENARY_ASSIGN_OR_RETURN(names, ListExpiredFiles(tx, 10));
                                       return absl::OkStatus();
                                     }),
                IsOk());
    return names;
  }

  testing::ManualClock clock_;
  testing::OpenedDatabase store_ = testing::OpenFresh(GetParam(), clock_);
};
INSTANTIATE_TEST_SUITE_P(Engines, FilesTableTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(FilesTableTest, AFileHasTheBytesThatWereAddedHoweverTheyWereCut) {
  const std::string bytes = Bytes(3 * kChunkBytes + 1000);
  FileWriter writer(TestVault(), kName, "Список.csv", "local");
  for (size_t at = 0; at < bytes.size(); at += 100'000) {
    writer.Add(absl::string_view(bytes).substr(at, 100'000));
    ASSERT_THAT(Flush(writer), IsOk());
  }
  const absl::StatusOr<v1::File> file = Complete(writer);
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->name(), kName);
  EXPECT_EQ(file->filename(), "Список.csv");
  EXPECT_EQ(file->size_bytes(), static_cast<int64_t>(bytes.size()));
  EXPECT_EQ(testing::TimeOf(file->create_time()), clock_.Now());
  EXPECT_EQ(testing::TimeOf(file->expire_time()), clock_.Now() + kFileLifetime);
  EXPECT_THAT(*Find(kName), testing::EqualsProto(*file));
  EXPECT_EQ(ReadPart(kName, 0, 1 << 30), bytes);
}

TEST_P(FilesTableTest, ItsDigestIsThatOfItsBytes) {
  EXPECT_EQ(absl::BytesToHexString(Make("files/abc", "abc").sha256()),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(absl::BytesToHexString(Make("files/none", "").sha256()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_P(FilesTableTest, AnyPartOfAFileIsReadByItself) {
  const std::string bytes = Bytes(2 * kChunkBytes + 10);
  Make(kName, bytes);
  struct Case {
    const char* label;
    int64_t offset;
    int64_t size;
  };
  const Case cases[] = {
      {"nothing", 5, 0},
      {"inside a chunk", 5, 10},
      {"a whole chunk", kChunkBytes, kChunkBytes},
      {"across two chunks", kChunkBytes - 3, 7},
      {"across all", 1, 2 * kChunkBytes + 5},
      {"beyond the end", 2 * kChunkBytes + 5, 100},
      {"from the end on", 2 * kChunkBytes + 10, 100},
      {"from far beyond the end on", 9 * kChunkBytes, 100},
  };
  for (const Case& c : cases) {
    const std::string expected =
        c.offset >= static_cast<int64_t>(bytes.size())
            ? ""
            : bytes.substr(static_cast<size_t>(c.offset), static_cast<size_t>(c.size));
    EXPECT_EQ(ReadPart(kName, c.offset, c.size), expected) << c.label;
  }
}

TEST_P(FilesTableTest, ABodyThatIsRunAgainWritesTheSameFile) {
  const std::string bytes = Bytes(2 * kChunkBytes + 10);
  FileWriter writer(TestVault(), kName, "list.csv", "local");
  int runs = 0;
  const auto twice = [&](absl::FunctionRef<absl::Status(storage::Tx&)> write) {
    return [&runs, write](storage::Tx& tx) {
      PLENARY_RETURN_IF_ERROR(write(tx));
      // What was not declared has the engine run the body again.
      return tx.Require(absl::StrCat("another-", ++runs / 2));
    };
  };
  writer.Add(bytes.substr(0, kChunkBytes + 5));
  ASSERT_THAT(Write(twice([&](storage::Tx& tx) { return writer.Flush(tx); })), IsOk());
  ASSERT_THAT(Flush(writer), IsOk());
  writer.Add(bytes.substr(kChunkBytes + 5));
  ASSERT_THAT(Write(twice([&](storage::Tx& tx) { return writer.Complete(tx).status(); })), IsOk());
  EXPECT_EQ(ReadPart(kName, 0, 1 << 30), bytes);
  EXPECT_EQ(Find(kName)->size_bytes(), static_cast<int64_t>(bytes.size()));
}

TEST_P(FilesTableTest, AFileIsNotFoundBeforeItIsWholeAndNotOnceItHasExpired) {
  FileWriter writer(TestVault(), kName, "list.csv", "local");
  writer.Add(Bytes(kChunkBytes));
  ASSERT_THAT(Flush(writer), IsOk());
  EXPECT_FALSE(Find(kName).has_value());
  ASSERT_THAT(Complete(writer), IsOk());
  clock_.Advance(kFileLifetime - absl::Seconds(1));
  EXPECT_TRUE(Find(kName).has_value());
  clock_.Advance(absl::Seconds(1));
  EXPECT_FALSE(Find(kName).has_value());
  EXPECT_THAT(Expired(), ElementsAre(kName));
}

TEST_P(FilesTableTest, AFileThatNobodyWritesOnExpiresAfterAnHour) {
  FileWriter writer(TestVault(), kName, "list.csv", "local");
  writer.Add(Bytes(kChunkBytes));
  ASSERT_THAT(Flush(writer), IsOk());
  clock_.Advance(kUnfinishedLifetime - absl::Seconds(1));
  writer.Add(Bytes(kChunkBytes));
  ASSERT_THAT(Flush(writer), IsOk());
  clock_.Advance(kUnfinishedLifetime - absl::Seconds(1));
  EXPECT_THAT(Expired(), IsEmpty());
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Expired(), ElementsAre(kName));

  ASSERT_THAT(Write([](storage::Tx& tx) { return RemoveFile(tx, kName); }), IsOk());
  EXPECT_EQ(ReadPart(kName, 0, 1), "");
  // Whoever wakes up late doesn't leave half a file.
  writer.Add("more");
  EXPECT_THAT(Complete(writer), RefusedFor(v1::ERROR_REASON_TOO_MUCH_CONTENTION));
}

TEST_P(FilesTableTest, AFileThatIsHeldStaysUntilItIsLetGo) {
  Make(kName, "abc");
  ASSERT_THAT(Write([](storage::Tx& tx) { return HoldFile(tx, kName, "operations/a"); }), IsOk());
  ASSERT_THAT(Write([](storage::Tx& tx) { return HoldFile(tx, kName, "operations/b"); }), IsOk());
  clock_.Advance(kFileLifetime);
  ASSERT_THAT(Write([](storage::Tx& tx) { return ReleaseFiles(tx, "operations/a"); }), IsOk());
  EXPECT_THAT(Expired(), IsEmpty());
  EXPECT_EQ(ReadPart(kName, 0, 10), "abc");
  ASSERT_THAT(Write([](storage::Tx& tx) { return ReleaseFiles(tx, "operations/b"); }), IsOk());
  EXPECT_THAT(Expired(), ElementsAre(kName));
}

}  // namespace
}  // namespace plenary::files
