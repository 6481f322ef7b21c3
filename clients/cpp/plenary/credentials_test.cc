// Who a client says is calling, against a server that looks at the metadata alone.
#include "plenary/credentials.h"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"
#include "plenary/client.h"
#include "plenary/v1/access.grpc.pb.h"
#include "plenary/v1/changes.grpc.pb.h"
#include "plenary/v1/files.grpc.pb.h"
#include "tests/testing/certificates.h"
#include "tests/testing/temporary_folder.h"

namespace plenary {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// What the calls carried, in the order they came.
class Doorkeeper {
 public:
  void Look(const grpc::ServerContext& context) {
    const std::lock_guard lock(mutex_);
    seen_.push_back(absl::StrCat(Value(context, "authorization"), "|",
                                 Value(context, "plenary-browser"), "|", Names(context)));
  }
  std::vector<std::string> seen() {
    const std::lock_guard lock(mutex_);
    return seen_;
  }

 private:
  static std::string Value(const grpc::ServerContext& context, const char* key) {
    std::string values;
    const auto range = context.client_metadata().equal_range(key);
    for (auto i = range.first; i != range.second; ++i) {
      absl::StrAppend(&values, std::string(i->second.data(), i->second.size()));
    }
    return values;
  }
  static std::string Names(const grpc::ServerContext& context) {
    const auto names = context.auth_context()->FindPropertyValues("x509_common_name");
    return names.empty() ? "" : std::string(names[0].data(), names[0].size());
  }

  std::mutex mutex_;
  std::vector<std::string> seen_;
};

class Access : public v1::AccessService::Service {
 public:
  explicit Access(Doorkeeper& door) : door_(door) {}
  grpc::Status WhoAmI(grpc::ServerContext* context, const v1::WhoAmIRequest*,
                      v1::WhoAmIResponse*) override {
    door_.Look(*context);
    return answer;
  }
  grpc::Status answer;

 private:
  Doorkeeper& door_;
};

class Changes : public v1::ChangeService::Service {
 public:
  explicit Changes(Doorkeeper& door) : door_(door) {}
  grpc::Status WatchChanges(grpc::ServerContext* context, const v1::WatchChangesRequest*,
                            grpc::ServerWriter<v1::WatchChangesResponse>*) override {
    door_.Look(*context);
    return {grpc::StatusCode::UNAUTHENTICATED, "revoked"};
  }

 private:
  Doorkeeper& door_;
};

class Files : public v1::FileService::Service {
 public:
  explicit Files(Doorkeeper& door) : door_(door) {}
  grpc::Status UploadFile(grpc::ServerContext* context,
                          grpc::ServerReader<v1::UploadFileRequest>* reader, v1::File*) override {
    door_.Look(*context);
    v1::UploadFileRequest piece;
    while (reader->Read(&piece)) {
    }
    return grpc::Status::OK;
  }
  grpc::Status GetFile(grpc::ServerContext*, const v1::GetFileRequest*, v1::File*) override {
    return grpc::Status::OK;
  }
  grpc::Status DownloadFile(grpc::ServerContext* context, const v1::DownloadFileRequest*,
                            grpc::ServerWriter<v1::DownloadFileResponse>*) override {
    door_.Look(*context);
    return grpc::Status::OK;
  }

 private:
  Doorkeeper& door_;
};

class CredentialsTest : public ::testing::Test {
 protected:
  CredentialsTest() {
    unsetenv("PLENARY_TOKEN");
    unsetenv("PLENARY_TOKEN_FILE");
  }

  std::string Serve(const std::shared_ptr<grpc::ServerCredentials>& credentials) {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", credentials, &port);
    builder.RegisterService(&access_);
    builder.RegisterService(&changes_);
    builder.RegisterService(&files_);
    server_ = builder.BuildAndStart();
    return absl::StrCat("127.0.0.1:", port);
  }
  std::string Serve() { return Serve(grpc::InsecureServerCredentials()); }

  static ClientOptions WithToken(const std::string& token) {
    ClientOptions options;
    options.retry.max_attempts = 1;
    options.credentials.token = token;
    return options;
  }
  // A file with this text and mode; its path.
  std::string File(const std::string& name, const std::string& text, mode_t mode = 0600) {
    const std::string path = folder_ / name;
    std::ofstream(path) << text;
    chmod(path.c_str(), mode);
    return path;
  }

  const testing::TemporaryFolder folder_;
  Doorkeeper door_;
  Access access_{door_};
  Changes changes_{door_};
  Files files_{door_};
  std::unique_ptr<grpc::Server> server_;
};

TEST_F(CredentialsTest, EveryKindOfCallCarriesTheTokenAndTheBrowser) {
  ClientOptions options = WithToken("pln_t1");
  options.credentials.browser = "browser-of-sixteen";
  const Client client = Client::Connect(Serve(), options);
  EXPECT_TRUE(client.WhoAmI({}).ok());
  EXPECT_EQ(client.WatchChanges({})->Next().status().code(), absl::StatusCode::kUnauthenticated);
  std::istringstream source("bytes");
  EXPECT_TRUE(client.UploadFile(source, "list.csv").ok());
  std::ostringstream sink;
  EXPECT_TRUE(client.DownloadFile("files/1", sink).ok());
  const std::string each = "Bearer pln_t1|browser-of-sixteen|";
  EXPECT_THAT(door_.seen(), ElementsAre(each, each, each, each));
}

TEST_F(CredentialsTest, ASourceIsAskedForEveryCall) {
  ClientOptions options = WithToken("");
  int asked = 0;
  options.credentials.source = [&] { return absl::StrCat("token", ++asked); };
  const Client client = Client::Connect(Serve(), options);
  EXPECT_TRUE(client.WhoAmI({}).ok());
  EXPECT_TRUE(client.WhoAmI({}).ok());
  EXPECT_THAT(door_.seen(), ElementsAre("Bearer token1||", "Bearer token2||"));
}

TEST_F(CredentialsTest, TheErrorOfASourceEndsTheCallBeforeAnythingIsSent) {
  ClientOptions options = WithToken("");
  options.credentials.source = [] { return absl::UnauthenticatedError("the provider said no"); };
  const Client client = Client::Connect(Serve(), options);
  EXPECT_EQ(client.WhoAmI({}).status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(client.WatchChanges({})->Next().status().code(), absl::StatusCode::kUnauthenticated);
  std::istringstream source("bytes");
  EXPECT_EQ(client.UploadFile(source, "list.csv").status().code(),
            absl::StatusCode::kUnauthenticated);
  EXPECT_THAT(door_.seen(), IsEmpty());
}

TEST_F(CredentialsTest, TheEnvironmentGivesTheTokenWhereTheOptionsDoNot) {
  const std::string address = Serve();
  const Client client = Client::Connect(address, WithToken(""));
  EXPECT_TRUE(client.WhoAmI({}).ok());
  setenv("PLENARY_TOKEN_FILE", File("token", "from-a-file\n").c_str(), 1);
  EXPECT_TRUE(client.WhoAmI({}).ok());
  setenv("PLENARY_TOKEN", "from-the-variable", 1);
  EXPECT_TRUE(client.WhoAmI({}).ok());
  EXPECT_TRUE(Client::Connect(address, WithToken("from-the-options")).WhoAmI({}).ok());
  ClientOptions nobody = WithToken("");
  nobody.credentials.from_environment = false;
  EXPECT_TRUE(Client::Connect(address, nobody).WhoAmI({}).ok());
  EXPECT_THAT(door_.seen(), ElementsAre("||", "Bearer from-a-file||", "Bearer from-the-variable||",
                                        "Bearer from-the-options||", "||"));
}

TEST_F(CredentialsTest, AnUnauthenticatedCallIsNotRepeated) {
  access_.answer = {grpc::StatusCode::UNAUTHENTICATED, "revoked"};
  ClientOptions options = WithToken("pln_t1");
  options.retry.max_attempts = 5;
  EXPECT_EQ(Client::Connect(Serve(), options).WhoAmI({}).status().code(),
            absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(door_.seen().size(), 1u);
}

TEST_F(CredentialsTest, NeitherTokenNorPasswordLeavesTheMachineInTheClear) {
  // Nobody is asked, so it does not matter that nobody is there.
  const std::string elsewhere = "plenary.invalid:7780";
  EXPECT_EQ(Client::Connect(elsewhere, WithToken("pln_t1")).WhoAmI({}).status().code(),
            absl::StatusCode::kFailedPrecondition);
  v1::LoginRequest login;
  login.set_password("correct horse battery staple");
  EXPECT_EQ(Client::Connect(elsewhere, WithToken("")).Login(login).status().code(),
            absl::StatusCode::kFailedPrecondition);
  ClientOptions allowed = WithToken("pln_t1");
  allowed.credentials.over_plaintext = true;
  EXPECT_EQ(Client::Connect(elsewhere, allowed).WhoAmI({}).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(CredentialsTest, OnlyLoopbackIsThisMachine) {
  for (const char* here : {"127.0.0.1:7780", "127.8.9.10:1", "localhost:7780", "[::1]:7780", "::1",
                           "unix:/run/plenary.sock", "ipv4:127.0.0.1:7780", "dns:///localhost:1"}) {
    EXPECT_TRUE(IsOnThisMachine(here)) << here;
  }
  for (const char* elsewhere :
       {"", "10.0.0.1:7780", "127.0.0.1.example:7780", "localhost.example:1", "[2001:db8::1]:7780",
        "0.0.0.0:7780", "plenary.example:7780", "dns:///plenary.example:7780",
        "dns://127.0.0.1/plenary.example:7780"}) {
    EXPECT_FALSE(IsOnThisMachine(elsewhere)) << elsewhere;
  }
}

TEST_F(CredentialsTest, ATokenFileIsItsOwnersAlone) {
  struct Case {
    const char* label;
    std::string text;
    mode_t mode;
    absl::StatusCode code;
  };
  const std::vector<Case> cases = {
      {"mine alone", "pln_t1\n", 0600, absl::StatusCode::kOk},
      {"not even mine to write", "pln_t1", 0400, absl::StatusCode::kOk},
      {"readable by the group", "pln_t1", 0640, absl::StatusCode::kFailedPrecondition},
      {"readable by all", "pln_t1", 0604, absl::StatusCode::kFailedPrecondition},
      {"writable by the group", "pln_t1", 0620, absl::StatusCode::kFailedPrecondition},
      {"empty", "\n", 0600, absl::StatusCode::kInvalidArgument},
      {"two lines", "pln_t1\nx: y\n", 0600, absl::StatusCode::kInvalidArgument},
  };
  for (const Case& c : cases) {
    const auto token = ReadTokenFile(File(c.label, c.text, c.mode));
    EXPECT_EQ(token.status().code(), c.code) << c.label;
    EXPECT_EQ(token.value_or("pln_t1"), "pln_t1") << c.label;
  }
  EXPECT_EQ(ReadTokenFile(folder_ / "nothing").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReadTokenFile(folder_.path()).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(CredentialsTest, ATokenWithALineEndIsNotSent) {
  EXPECT_EQ(Client::Connect(Serve(), WithToken("pln_t1\r\nplenary-browser: x"))
                .WhoAmI({})
                .status()
                .code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(door_.seen(), IsEmpty());
}

class TlsTest : public CredentialsTest {
 protected:
  std::string ServeTls(bool asks_clients) {
    const testing::CertifiedKey server = authority_.Issue();
    grpc::SslServerCredentialsOptions options(
        asks_clients ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                     : GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
    options.pem_root_certs = authority_.certificate();
    options.pem_key_cert_pairs = {{server.key, server.certificate}};
    return Serve(grpc::SslServerCredentials(options));
  }
  ClientOptions Trusting(const testing::CertificateAuthority& authority) {
    ClientOptions options = WithToken("pln_t1");
    options.tls.ca_file = File("ca.pem", authority.certificate(), 0644);
    return options;
  }

  const testing::CertificateAuthority authority_;
};

TEST_F(TlsTest, AServerIsBelievedForTheSakeOfItsAuthority) {
  const std::string address = ServeTls(false);
  EXPECT_TRUE(Client::Connect(address, Trusting(authority_)).WhoAmI({}).ok());
  EXPECT_THAT(door_.seen(), ElementsAre("Bearer pln_t1||"));
  const testing::CertificateAuthority another("Another authority");
  EXPECT_EQ(Client::Connect(address, Trusting(another)).WhoAmI({}).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(door_.seen().size(), 1u);
}

TEST_F(TlsTest, AClientShowsItsCertificate) {
  testing::CertificateText text;
  text.common_name = "badges";
  text.names = "";
  const testing::CertifiedKey badges = authority_.Issue(text);
  ClientOptions options = Trusting(authority_);
  options.credentials.token = "";
  options.tls.cert_file = File("cert.pem", badges.certificate);
  options.tls.key_file = File("key.pem", badges.key);
  EXPECT_TRUE(Client::Connect(ServeTls(true), options).WhoAmI({}).ok());
  EXPECT_THAT(door_.seen(), ElementsAre("||badges"));
}

TEST_F(TlsTest, AFileThatIsNoCertificateEndsTheCallAndNothingIsSentInTheClear) {
  const std::string address = Serve();
  for (const auto& [label, path] : std::map<std::string, std::string>{
           {"not there", folder_ / "nothing"}, {"not PEM", File("text", "hello", 0644)}}) {
    ClientOptions options = WithToken("pln_t1");
    options.tls.ca_file = path;
    EXPECT_EQ(Client::Connect(address, options).WhoAmI({}).status().code(),
              absl::StatusCode::kInvalidArgument)
        << label;
  }
  ClientOptions half = WithToken("pln_t1");
  half.tls.cert_file = File("cert.pem", authority_.certificate());
  EXPECT_EQ(Client::Connect(address, half).WhoAmI({}).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(door_.seen(), IsEmpty());
}

}  // namespace
}  // namespace plenary
