#include "tests/testing/oidc_provider.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace plenary::testing {
namespace {

// As exec wants them.
std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

OidcProvider::OidcProvider(const CertificateAuthority& authority) {
  const CertifiedKey pair = authority.Issue();
  std::ofstream(folder_ / "authority.pem") << authority.certificate();
  std::ofstream(folder_ / "cert.pem") << pair.certificate;
  std::ofstream(folder_ / "key.pem") << pair.key;
  Begin({folder_ / "cert.pem", folder_ / "key.pem"});
}

void OidcProvider::Begin(const std::vector<std::string>& arguments) {
  int commands[2];
  int answers[2];
  if (pipe2(commands, O_CLOEXEC) != 0 || pipe2(answers, O_CLOEXEC) != 0) {
    throw std::runtime_error("cannot make a pipe");
  }
  // An early end of it is told by its answer that fails to come.
  std::signal(SIGPIPE, SIG_IGN);
  std::vector<std::string> words = {"node", PLENARY_OIDC_PROVIDER};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables;
  // It asks itself for tokens, so it must trust itself. Of two values the first would count.
  if (!arguments.empty()) {
    variables.push_back(absl::StrCat("NODE_EXTRA_CA_CERTS=", folder_ / "authority.pem"));
  }
  for (char** variable = environ; *variable != nullptr; ++variable) {
    variables.emplace_back(*variable);
  }
  const std::vector<char*> argv = Pointers(words);
  const std::vector<char*> envp = Pointers(variables);
  pid_ = fork();
  if (pid_ == 0) {
    dup2(commands[0], STDIN_FILENO);
    dup2(answers[1], STDOUT_FILENO);
    execvpe("node", argv.data(), envp.data());
    _exit(127);
  }
  close(commands[0]);
  close(answers[1]);
  commands_ = fdopen(commands[1], "w");
  answers_ = fdopen(answers[0], "r");
  issuer_ = Tell("issuer");
}

OidcProvider::~OidcProvider() {
  fclose(commands_);
  fclose(answers_);
  waitpid(pid_, nullptr, 0);
}

std::string OidcProvider::Token(const Wanted& wanted) {
  return Tell("token", absl::StrCat(R"(,"client":")", wanted.subject, R"(","audience":")",
                                    wanted.audience, R"(","algorithm":")", wanted.algorithm,
                                    R"(","seconds":)", absl::ToInt64Seconds(wanted.life)));
}

void OidcProvider::AllowBrowsers(const std::string& uri) {
  Tell("allow", absl::StrCat(R"(,"uri":")", uri, "\""));
}

std::string OidcProvider::Follow(const std::string& url) {
  return Tell("follow", absl::StrCat(R"(,"url":")", url, "\""));
}

std::string OidcProvider::Tell(const std::string& command, const std::string& more) {
  const std::string line = absl::StrCat(R"({"command":")", command, "\"", more, "}\n");
  fputs(line.c_str(), commands_);
  fflush(commands_);
  char* text = nullptr;
  size_t room = 0;
  const ssize_t size = getline(&text, &room, answers_);
  const std::string answer(size > 0 ? text : "");
  free(text);
  std::string value;
  const size_t blank = answer.find(' ');
  if (blank == std::string::npos ||
      !absl::Base64Unescape(absl::StripAsciiWhitespace(answer).substr(blank), &value)) {
    throw std::runtime_error("the identity provider ended; is node there, and npm ci done?");
  }
  if (answer.substr(0, blank) != "ok") throw std::runtime_error(value);
  return value;
}

}  // namespace plenary::testing
