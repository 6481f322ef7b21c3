// The official JavaScript client against a real gateway (conformance/connect.mjs).
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "plenary/v1/changes.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/files.pb.h"
#include "tests/testing/callers.h"
#include "tests/testing/running_server.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::gateway {
namespace {

void AddFile(const google::protobuf::FileDescriptor& file, std::set<std::string>& added,
             google::protobuf::FileDescriptorSet& set) {
  if (!added.insert(file.name()).second) return;
  for (int i = 0; i < file.dependency_count(); ++i) AddFile(*file.dependency(i), added, set);
  google::protobuf::FileDescriptorProto& copy = *set.add_file();
  file.CopyTo(&copy);
  file.CopyJsonNameTo(&copy);
}

// What the client is to know of the API, and of the details of refusals.
void WriteDescriptors(const std::string& path) {
  google::protobuf::FileDescriptorSet set;
  std::set<std::string> added;
  for (const auto* file :
       {v1::Event::descriptor()->file(), v1::Delegation::descriptor()->file(),
        v1::Person::descriptor()->file(), v1::Change::descriptor()->file(),
        v1::File::descriptor()->file(), google::rpc::ErrorInfo::descriptor()->file()}) {
    AddFile(*file, added, set);
  }
  std::ofstream file(path, std::ios::binary);
  ASSERT_TRUE(set.SerializeToOstream(&file));
}

TEST(Conformance, TheOfficialJavaScriptClientFindsNothingAmiss) {
  ASSERT_TRUE(std::filesystem::exists(CLIENT_MODULES "/node_modules/@connectrpc/connect-node"))
      << "the packages of " CLIENT_MODULES " are not installed: deploy/install-dependencies test";
  server::ServerOptions options = plenary::testing::TestOptions();
  options.http_listen = "127.0.0.1:0";
  plenary::testing::RunningServer server("sqlite::memory:", options);
  plenary::testing::Administration administration(server);
  administration.Delegation(administration.Event("conformance"), "kursk");
  const plenary::testing::TemporaryFolder folder;
  WriteDescriptors(folder / "api.binpb");
  const std::string command =
      absl::StrCat("node " CONNECT_SCRIPT " ", server.server().http_address(), " ",
                   server.admin_secret(), " ", folder / "api.binpb", " " CLIENT_MODULES " 2>&1");
  FILE* const output = popen(command.c_str(), "r");
  ASSERT_NE(output, nullptr);
  std::string text;
  char line[4096];
  while (fgets(line, sizeof line, output) != nullptr) text += line;
  EXPECT_EQ(pclose(output), 0) << text;
}

}  // namespace
}  // namespace plenary::gateway
