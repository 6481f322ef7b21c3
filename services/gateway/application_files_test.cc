#include "services/gateway/application_files.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::gateway {
namespace {

using ::testing::HasSubstr;

class ApplicationFilesTest : public ::testing::Test {
 protected:
  ApplicationFilesTest() {
    std::filesystem::create_directories(folder_ / "web/assets");
    Put("web/index.html", "<title>Plenary</title>");
    Put("web/assets/app-1.js", "plain");
    Put("web/assets/app-1.js.gz", "zipped");
    Put("web/assets/app-1.js.br", "brotli");
    Put("web/manifest.webmanifest", "{}");
    Put("web/sw.js", "worker");
    Put("secret.txt", "secret");
    std::filesystem::create_symlink(folder_ / "secret.txt", folder_ / "web/leak.txt");
    std::filesystem::create_symlink(folder_ / "web/index.html", folder_ / "web/alias.html");
  }

  void Put(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }
  Answer Find(const std::string& path, const Headers& headers = {},
              const std::string& method = "GET") {
    const auto files = ApplicationFiles::In(folder_ / "web");
    EXPECT_TRUE(files.ok()) << files.status();
    RequestHead head;
    head.method = method;
    head.headers = headers;
    return files->Find(head, path);
  }

  plenary::testing::TemporaryFolder folder_;
};

TEST_F(ApplicationFilesTest, EachPathHasItsFile) {
  const struct {
    std::string path;
    int status;
    std::string body;
    std::string type;
    std::string cache;
  } cases[] = {
      {"/", 200, "<title>Plenary</title>", "text/html; charset=utf-8", "no-cache"},
      {"/index.html", 200, "<title>Plenary</title>", "text/html; charset=utf-8", "no-cache"},
      {"/events/tibo-2023/people", 200, "<title>Plenary</title>", "text/html; charset=utf-8",
       "no-cache"},
      {"/assets", 200, "<title>Plenary</title>", "text/html; charset=utf-8", "no-cache"},
      {"/alias.html", 200, "<title>Plenary</title>", "text/html; charset=utf-8", "no-cache"},
      {"/assets/app-1.js", 200, "plain", "text/javascript; charset=utf-8",
       "public, max-age=31536000, immutable"},
      {"/manifest.webmanifest", 200, "{}", "application/manifest+json", "no-cache"},
      // The service worker has no digest in its name, and an old one would stay.
      {"/sw.js", 200, "worker", "text/javascript; charset=utf-8", "no-cache"},
      // A script that is gone is not a page: the browser would run HTML.
      {"/assets/app-0.js", 404, "", "", ""},
      {"/favicon.ico", 404, "", "", ""},
      // A link that leads out of the folder.
      {"/leak.txt", 404, "", "", ""},
  };
  for (const auto& row : cases) {
    const Answer answer = Find(row.path);
    EXPECT_EQ(answer.status, row.status) << row.path;
    if (row.status != 200) continue;
    EXPECT_EQ(answer.body, row.body) << row.path;
    EXPECT_EQ(ValueOf(answer.headers, "Content-Type"), row.type) << row.path;
    EXPECT_EQ(ValueOf(answer.headers, "Cache-Control"), row.cache) << row.path;
  }
}

TEST_F(ApplicationFilesTest, TheSmallestThatTheBrowserTakesIsSent) {
  const Answer brotli = Find("/assets/app-1.js", {{"accept-encoding", "gzip, deflate, br"}});
  EXPECT_EQ(brotli.body, "brotli");
  EXPECT_EQ(ValueOf(brotli.headers, "Content-Encoding"), "br");
  EXPECT_EQ(ValueOf(brotli.headers, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(ValueOf(brotli.headers, "Vary"), "Accept-Encoding");
  EXPECT_EQ(Find("/assets/app-1.js", {{"accept-encoding", "gzip"}}).body, "zipped");
  EXPECT_EQ(Find("/assets/app-1.js", {{"accept-encoding", "identity"}}).body, "plain");
}

TEST_F(ApplicationFilesTest, WhatTheBrowserHasIsNotSentAgain) {
  const std::string tag(ValueOf(Find("/").headers, "ETag"));
  const Answer same = Find("/", {{"if-none-match", tag}});
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.body, "");
  Put("web/index.html", "<title>A new build</title>");
  EXPECT_EQ(Find("/", {{"if-none-match", tag}}).status, 200);
}

TEST_F(ApplicationFilesTest, FilesAreReadAndNothingElse) {
  EXPECT_EQ(Find("/", {}, "POST").status, 405);
  EXPECT_EQ(Find("/", {}, "HEAD").status, 200);
}

TEST_F(ApplicationFilesTest, AFolderThatIsMissingIsSaid) {
  EXPECT_TRUE(absl::IsNotFound(ApplicationFiles::In(folder_ / "none").status()));
  const auto none = ApplicationFiles::In("");
  ASSERT_TRUE(none.ok());
  RequestHead head;
  head.method = "GET";
  EXPECT_THAT(none->Find(head, "/").body, HasSubstr("web-root"));
}

}  // namespace
}  // namespace plenary::gateway
