#include <string>

#include "gmock/gmock.h"
#include "services/base/errors.h"
#include "services/files/table.h"
#include "services/files/upload.h"
#include "services/storage/handle.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"
#include "tests/testing/vault.h"

namespace plenary::files {
namespace {

using ::plenary::testing::IsOk;
using ::plenary::testing::IsOkAnd;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::TestVault;

constexpr char kList[] = "Primerov;13.05.1976";

class SealedFilesTest : public ::testing::TestWithParam<std::string> {
 protected:
  absl::Status Write(storage::Body body) {
    return storage::WriteAndWait(*store_, {std::string(kFilesKey)}, std::move(body));
  }
  absl::Status Run(const std::string& sql) {
    return Write([&](storage::Tx& tx) { return tx.Run({sql, {}, nullptr}); });
  }
  void Make(const std::string& name, const std::string& bytes, const vault::Vault& vault) {
    FileWriter writer(vault, name, "list.csv", "local");
    writer.Add(bytes);
    ASSERT_THAT(Write([&](storage::Tx& tx) { return writer.Complete(tx).status(); }), IsOk());
  }
  absl::StatusOr<std::string> Read(const std::string& name, const vault::Vault& vault) {
    std::string bytes;
    const absl::Status status = storage::ReadAndWait(*store_, [&](storage::Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(bytes, ReadFilePart(tx, vault, name, 0, 1 << 30));
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
    return bytes;
  }
  std::string Stored() {
    std::string bytes;
    EXPECT_THAT(
        storage::ReadAndWait(
            *store_,
            [&](storage::Tx& tx) {
              return tx.Run({"SELECT bytes FROM file_chunks", {}, [&](const storage::Row& row) {
                               bytes.append(std::string(row.Text(0)));
                             }});
            }),
        IsOk());
    return bytes;
  }

  testing::ManualClock clock_;
  testing::OpenedDatabase store_ = testing::OpenFresh(GetParam(), clock_);
};
INSTANTIATE_TEST_SUITE_P(Engines, SealedFilesTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

TEST_P(SealedFilesTest, TheBytesOfAFileAreReadWithTheKeyAlone) {
  Make("files/a", kList, TestVault());
  EXPECT_THAT(Stored(), ::testing::Not(::testing::HasSubstr("1976")));
  EXPECT_THAT(Read("files/a", TestVault()), IsOkAnd(::testing::Eq(kList)));
  EXPECT_THAT(Read("files/a", vault::Vault()),
              RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING));
}

TEST_P(SealedFilesTest, AChunkOfAnotherFileOrPlaceIsNotRead) {
  const std::string bytes(2 * kChunkBytes, 'x');
  Make("files/a", bytes, TestVault());
  Make("files/b", bytes, TestVault());
  ASSERT_THAT(Run("UPDATE file_chunks SET bytes = (SELECT bytes FROM file_chunks WHERE "
                  "file = 'files/a' AND number = 0) WHERE file = 'files/b' AND number = 0"),
              IsOk());
  EXPECT_THAT(Read("files/b", TestVault()), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_UNREADABLE));
  ASSERT_THAT(Run("UPDATE file_chunks SET bytes = (SELECT bytes FROM file_chunks WHERE "
                  "file = 'files/a' AND number = 0) WHERE file = 'files/a' AND number = 1"),
              IsOk());
  EXPECT_THAT(Read("files/a", TestVault()), RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_UNREADABLE));
}

TEST_P(SealedFilesTest, WhatWasWrittenWithoutAKeyIsReadWithOne) {
  Make("files/a", kList, vault::Vault());
  EXPECT_THAT(Read("files/a", TestVault()), IsOkAnd(::testing::Eq(kList)));
}

TEST_P(SealedFilesTest, WithoutAKeyNoListIsTakenIn) {
  const vault::Vault none;
  Upload upload(*store_, none, 1 << 20, "files/a", "local");
  const absl::Status taken = storage::Await([&](storage::Done done) {
    upload.Take(testing::Parse<v1::UploadFileRequest>("header { filename: 'list.csv' }"),
                std::move(done));
  });
  EXPECT_THAT(taken, RefusedFor(v1::ERROR_REASON_PROTECTED_DATA_KEY_MISSING));
}

}  // namespace
}  // namespace plenary::files
