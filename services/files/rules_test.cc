#include "services/files/rules.h"

#include <string>

#include "gmock/gmock.h"
#include "services/base/errors.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"

namespace plenary::files {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::StatusIs;
using ::testing::ElementsAre;

constexpr int64_t kLimit = 100;

v1::UploadFileRequest::Header Header(const std::string& text) {
  return Parse<v1::UploadFileRequest::Header>(text);
}

TEST(FilesRulesTest, TheHeaderComesFirstAndOnce) {
  const auto header = Parse<v1::UploadFileRequest>("header { filename: 'list.csv' }");
  const auto chunk = Parse<v1::UploadFileRequest>("chunk: 'abc'");
  EXPECT_THAT(CheckTurn(header, /*has_begun=*/false), IsOk());
  EXPECT_THAT(CheckTurn(chunk, /*has_begun=*/true), IsOk());
  EXPECT_THAT(BadFields(CheckTurn(chunk, false)), ElementsAre("chunk"));
  EXPECT_THAT(BadFields(CheckTurn(header, true)), ElementsAre("header"));
  EXPECT_THAT(BadFields(CheckTurn({}, false)), ElementsAre("header"));
  EXPECT_THAT(BadFields(CheckTurn({}, true)), ElementsAre("chunk"));
}

TEST(FilesRulesTest, AFileOverTheLimitIsRefusedFromItsAnnouncementOn) {
  EXPECT_THAT(CheckHeader(Header("size_bytes: 100"), kLimit), IsOk());
  const absl::Status status = CheckHeader(Header("size_bytes: 101"), kLimit);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(status, RefusedFor(v1::ERROR_REASON_UPLOAD_TOO_LARGE));
  EXPECT_EQ(base::MetadataOf(status)["limitBytes"], "100");
  EXPECT_THAT(CheckSize(Header(""), 100, kLimit), IsOk());
  EXPECT_THAT(CheckSize(Header(""), 101, kLimit), RefusedFor(v1::ERROR_REASON_UPLOAD_TOO_LARGE));
}

TEST(FilesRulesTest, ADigestHas32Bytes) {
  v1::UploadFileRequest::Header header;
  header.set_sha256(std::string(32, 'x'));
  EXPECT_THAT(CheckHeader(header, kLimit), IsOk());
  header.set_sha256(std::string(31, 'x'));
  EXPECT_THAT(BadFields(CheckHeader(header, kLimit)), ElementsAre("header.sha256"));
}

TEST(FilesRulesTest, WhatWasAnnouncedMustCome) {
  const auto file = Parse<v1::File>("size_bytes: 50 sha256: 'a digest'");
  EXPECT_THAT(CheckWhole(Header(""), file), IsOk());
  EXPECT_THAT(CheckWhole(Header("size_bytes: 50 sha256: 'a digest'"), file), IsOk());
  EXPECT_THAT(CheckWhole(Header("sha256: 'another'"), file),
              RefusedFor(v1::ERROR_REASON_UPLOAD_INCOMPLETE));
  const absl::Status shorter = CheckWhole(Header("size_bytes: 60"), file);
  EXPECT_THAT(shorter, RefusedFor(v1::ERROR_REASON_UPLOAD_INCOMPLETE));
  EXPECT_EQ(base::MetadataOf(shorter)["announcedBytes"], "60");
  EXPECT_EQ(base::MetadataOf(shorter)["sizeBytes"], "50");
  EXPECT_THAT(CheckSize(Header("size_bytes: 60"), 60, kLimit), IsOk());
  EXPECT_THAT(CheckSize(Header("size_bytes: 60"), 61, kLimit),
              RefusedFor(v1::ERROR_REASON_UPLOAD_INCOMPLETE));
}

TEST(FilesRulesTest, ADownloadBeginsAtMostAtTheEnd) {
  const auto file = Parse<v1::File>("size_bytes: 50");
  EXPECT_THAT(CheckOffset(file, 0), IsOk());
  EXPECT_THAT(CheckOffset(file, 50), IsOk());
  EXPECT_THAT(BadFields(CheckOffset(file, 51)), ElementsAre("offset"));
}

}  // namespace
}  // namespace plenary::files
